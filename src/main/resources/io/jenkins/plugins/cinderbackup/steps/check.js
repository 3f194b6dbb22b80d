// The button that checks a step's settings: sends the step's part of the form, as it would be submitted, and shows what a dry run says of it.
Behaviour.specify(".cinder-backup-check > button", "cinder-backup-check", 0, (button) => {
  const check = button.parentElement;
  const mark = check.querySelector("input");
  const answer = check.querySelector(".cinder-backup-check__answer");

  // The object that holds the marked field: a form may have several steps
  function marked(node) {
    if (node === null || typeof node !== "object") {
      return null;
    }
    if (node.checked === mark.value) {
      return node;
    }
    for (const child of Object.values(node)) {
      const found = marked(child);
      if (found !== null) {
        return found;
      }
    }
    return null;
  }

  function settings() {
    const form = check.closest("form");
    mark.value = "marked-" + Math.random();
    buildFormTree(form);
    const found = { ...marked(JSON.parse(form.elements["json"].value)) };
    mark.value = "";
    ["checked", "stapler-class", "$class", "kind"].forEach((name) => delete found[name]);
    return JSON.stringify(found);
  }

  button.addEventListener("click", () => {
    button.disabled = true;
    answer.textContent = "Checking…";
    fetch(check.dataset.url, {
      method: "POST",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: new URLSearchParams({ json: settings() }),
    })
      .then((response) => {
        if (!response.ok) {
          throw new Error("The check could not be made: " + response.status + " " + response.statusText);
        }
        return response.text();
      })
      .then((html) => {
        answer.innerHTML = html;
        Behaviour.applySubtree(answer);
      })
      .catch((error) => {
        answer.textContent = error.message;
      })
      .finally(() => {
        button.disabled = false;
      });
  });
});
