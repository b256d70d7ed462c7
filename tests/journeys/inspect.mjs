// One page at every width, day and night: nothing sideways, nothing too small to touch, nothing that axe finds.

/** A small phone, 200 % zoom of a wide screen, and that screen. */
const WIDTHS = [320, 720, 1440];
export const LOOK = { widths: WIDTHS, checked: WIDTHS, schemes: ['light'] };

/** 640 px is 200 % zoom of 1280. */
const WHOLE = { widths: [320, 390, 640, 1280], checked: [320, 1280], schemes: ['light', 'dark'] };

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

/** The keyboard stands there. The browser puts it there a moment after the page is there: whoever asks at once asks too early. */
export const stands = (page, css) => page.locator(`${css}:focus`).waitFor({ state: 'attached', timeout: 5_000 });

/** `checked`: the widths at which axe reads the page; `shot`: those at which it is photographed, all of them unless said. */
export async function inspect(screen, name, { widths, checked, schemes, shot = widths } = WHOLE) {
  const { page, faults } = screen;
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of widths) {
      const place = `${name}-${width}-${colorScheme === 'light' ? 'jour' : 'nuit'}`;
      await page.setViewportSize({ width, height: 800 });
      await screen.sideways(place, width);
      for (const found of await page.evaluate(small)) faults.push(`${place}: small: ${found}`);
      if (checked.includes(width)) await screen.accessible(place);
      if (shot.includes(width)) await screen.shoot(place);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
}
