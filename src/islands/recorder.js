// Speaking into a form. The server drew `.recorder` with each button and sentence; the recording goes into the form's file
// input, so that the same form sends it. Where there is no microphone, choosing a file is left.

/** The longest recording, in seconds, a little under 3 minutes; and how many bits one takes, so that it stays well under 2 MB. */
const LONGEST = 179;
const BITS = 32_000;
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/** Shows the recorder, when this browser has one. */
export function awake() {
  const place = document.querySelector(".recorder");
  if (!place || !navigator.mediaDevices?.getUserMedia || !window.MediaRecorder) return;
  const form = place.closest("form");
  const input = form.elements.namedItem("file");
  const audio = place.querySelector("audio");
  const button = (name) => place.querySelector(`[data-do=${name}]`);
  const told = Object.fromEntries([...place.querySelectorAll("[data-told]")].map((each) => [each.dataset.told, each]));
  const left = told.speaking.textContent;
  let recording = null;
  let sends = null; // the button that was pressed while one still spoke

  const show = (buttons, sentence) => {
    for (const each of place.querySelectorAll("[data-do]")) each.hidden = !buttons.includes(each.dataset.do);
    for (const [name, each] of Object.entries(told)) each.hidden = name !== sentence;
  };

  async function speak() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const mimeType = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind));
    const recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: BITS });
    const parts = [];
    const ends = Date.now() + LONGEST * 1000;
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      clearInterval(ticking);
      for (const track of stream.getTracks()) track.stop();
      keep(new Blob(parts, { type: recorder.mimeType.split(";")[0] }), Date.now() >= ends ? "full" : "done");
    };
    const tick = () => {
      const seconds = Math.max(0, Math.round((ends - Date.now()) / 1000));
      told.speaking.textContent = left.replace("{m}", Math.floor(seconds / 60)).replace("{s}", seconds % 60);
      if (seconds === 0) stop();
    };
    recorder.start(1000);
    const ticking = setInterval(tick, 500);
    recording = recorder;
    tick();
    show(["stop"], "speaking");
    button("stop").focus();
  }

  const stop = () => recording?.state === "recording" && recording.stop();

  function keep(blob, sentence) {
    const files = new DataTransfer();
    files.items.add(new File([blob], `voix.${blob.type.split("/")[1]}`, { type: blob.type }));
    input.files = files.files;
    URL.revokeObjectURL(audio.src);
    audio.src = URL.createObjectURL(blob);
    if (!sends) addEventListener("beforeunload", ask);
    show(["listen", "wipe"], sentence);
    if (sends) form.requestSubmit(sends);
    else button("listen").focus();
  }

  function wipe() {
    input.value = "";
    audio.pause();
    removeEventListener("beforeunload", ask);
    show(["speak"], "wiped");
    button("speak").focus();
  }

  const ask = (event) => event.preventDefault();
  const does = {
    speak: () => speak().catch(() => show(["speak"], "refused")),
    stop,
    listen: () => audio.play(),
    wipe,
  };
  for (const [name, act] of Object.entries(does)) button(name).addEventListener("click", act);
  form.addEventListener("submit", (event) => {
    removeEventListener("beforeunload", ask);
    if (recording?.state !== "recording") return;
    event.preventDefault();
    sends = event.submitter;
    stop();
  });
  place.hidden = false;
  show(["speak"]);
}
