// One page at every width, day and night: nothing sideways, nothing too small to touch, nothing that axe finds.

const WIDTHS = [320, 390, 640, 1280];

/** What stands alone and is touched: 44 by 44 px. Links within a sentence are axe's (24 px or room around). */
const small = () => {
  const alone = (element) => {
    if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return true;
    const around = [...element.parentElement.childNodes].filter((node) => node !== element && node.textContent.trim());
    return around.length === 0;
  };
  const touched = (element) => (['radio', 'checkbox'].includes(element.type) ? element.closest('label') ?? element : element);
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && alone(element))
    .map((element) => [element, touched(element).getBoundingClientRect()])
    .filter(([, box]) => box.right > 0 && box.bottom > 0 && (box.width < 43.9 || box.height < 43.9))
    .map(([element, box]) => `${element.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`);
};

/** 640 px is 200 % zoom of 1280. */
export async function inspect(screen, name) {
  const { page, faults } = screen;
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      const place = `${name}-${width}-${colorScheme === 'light' ? 'jour' : 'nuit'}`;
      await page.setViewportSize({ width, height: 800 });
      await screen.sideways(place, width);
      for (const found of await page.evaluate(small)) faults.push(`${place}: small: ${found}`);
      if (width === 320 || width === 1280) await screen.accessible(place);
      await screen.shoot(place);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
}
