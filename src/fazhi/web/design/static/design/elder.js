// Portal: the mode for elders at once, without a new page, and reading aloud. Without this script the
// switch is an ordinary form.
(() => {
  const speech = window.speechSynthesis;

  function addReading(button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (speech.speaking) {
        speech.cancel();
        return;
      }
      const words = new SpeechSynthesisUtterance(document.getElementById("main").innerText);
      words.lang = document.documentElement.lang;
      words.rate = 0.9;
      speech.speak(words);
    });
  }

  if (speech) document.querySelectorAll("[data-read-aloud]").forEach(addReading);
  window.addEventListener("pagehide", () => speech?.cancel());
})();
