// Shows only the sources that are asked for. A form would do it too, but Jenkins puts its crumb into each form, and so it would get into the address.
document.getElementById("cinder-backup-filter").addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    location.search = new URLSearchParams({ filter: event.target.value }).toString();
  }
});
