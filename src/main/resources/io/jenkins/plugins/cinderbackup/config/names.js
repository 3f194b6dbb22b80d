// Two clouds, clusters or repositories of one name: said while it is typed. Saving says it too.
Behaviour.specify(".cinder-backup-name", "cinder-backup-name", 0, (field) => {
  field.addEventListener("change", () => {
    const all = [...field.closest(".repeated-container").querySelectorAll(".cinder-backup-name")];
    all.forEach((one) => {
      const name = one.value.trim();
      const double = name !== "" && all.some((other) => other !== one && other.value.trim() === name);
      one.setCustomValidity(double ? "Another one has this name: each name must be there once." : "");
    });
    field.reportValidity();
  });
});
