/** A sound when a message arrives, in a browser where somebody switched it on. An exercise does not sound like the rest. */
const KEPT = 'comity-sound';

/** Hertz, one tone after the other: a message is one high tone, an exercise three low ones. */
const TONES = { message: [880], exercise: [392, 294, 392] } as const;
const SECONDS = 0.16;

export function isSoundOn(): boolean {
  try {
    return localStorage.getItem(KEPT) === 'on';
  } catch {
    return false;
  }
}

/** Lets the sound be heard as it is switched on: that is the gesture without which a browser plays nothing. */
export function switchSound(isOn: boolean, isExercise: boolean): void {
  try {
    if (isOn) localStorage.setItem(KEPT, 'on');
    else localStorage.removeItem(KEPT);
  } catch {
    // A browser that keeps nothing forgets it with the page.
  }
  if (isOn) sound(isExercise);
}

let context: AudioContext | undefined;

/** Quieter for those who asked for less, and silent before the first gesture on the page. */
export function sound(isExercise: boolean): void {
  if (!isSoundOn() || !navigator.userActivation?.hasBeenActive) return;
  const isReduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
  context ??= new AudioContext();
  for (const [i, hertz] of TONES[isExercise ? 'exercise' : 'message'].entries())
    play(context, hertz, context.currentTime + i * SECONDS, isReduced ? 0.03 : 0.12);
}

function play(to: AudioContext, hertz: number, at: number, volume: number): void {
  const tone = new OscillatorNode(to, { frequency: hertz });
  const gain = new GainNode(to, { gain: volume });
  // It fades, since a tone that is cut off clicks.
  gain.gain.setTargetAtTime(0, at + SECONDS / 2, SECONDS / 6);
  tone.connect(gain).connect(to.destination);
  tone.start(at);
  tone.stop(at + SECONDS);
}
