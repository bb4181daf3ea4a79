import icon from '#lib/ui/exercise.svg?url';

/** The tab of an exercise has an icon of its own until the page is another. Answers with what takes it back. */
export function markTab(): () => void {
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')!;
  const before = link.href;
  link.href = icon;
  return () => {
    link.href = before;
  };
}
