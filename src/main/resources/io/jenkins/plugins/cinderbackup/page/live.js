// Draws the runs of a build again while one of them goes on.
(function () {
  const INTERVAL = 3000;

  function isRunning(holder) {
    return holder.querySelector("[data-running='true']") !== null;
  }

  function later(holder) {
    if (isRunning(holder)) {
      setTimeout(() => refresh(holder), INTERVAL);
    }
  }

  function refresh(holder) {
    if (document.hidden) {
      later(holder);
      return;
    }
    fetch(holder.dataset.url)
      .then((response) => {
        if (!response.ok) {
          throw new Error(response.statusText);
        }
        return response.text();
      })
      .then((html) => {
        const toggled = [...holder.querySelectorAll("details")].filter((one) => String(one.open) !== one.dataset.open);
        holder.innerHTML = html;
        // What somebody has opened or closed himself stays so
        toggled.forEach((before) => {
          const now = document.getElementById(before.id);
          if (now !== null) {
            now.open = before.open;
          }
        });
        Behaviour.applySubtree(holder);
      })
      // The controller may be restarting: what is shown stays, and is asked for again
      .catch(() => {})
      .finally(() => later(holder));
  }

  later(document.getElementById("cinder-backup-live"));
})();
