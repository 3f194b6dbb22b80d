// Draws the backups of a build again while one of them goes on.
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
        holder.innerHTML = html;
        Behaviour.applySubtree(holder);
      })
      // The controller may be restarting: what is shown stays, and is asked for again
      .catch(() => {})
      .finally(() => later(holder));
  }

  later(document.getElementById("cinder-backup-live"));
})();
