import { type RefObject, useLayoutEffect } from 'react';
import type { TableRow } from './row-source.ts';
import type { TableView } from './table-view.ts';

/** A scroll so soon after a turn of the wheel, or of its inertia, is a step. Milliseconds. */
const WHEEL_LASTS = 300;

/** Ties the view to the element that scrolls and to the layer that holds the rows. */
export function useScroller<Row extends TableRow>(
  view: TableView<Row>,
  scroller: RefObject<HTMLDivElement | null>,
  layer: RefObject<HTMLDivElement | null>,
  headHeight: number,
): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    const rows = layer.current;
    if (element === null || rows === null) return;
    let wheelAt = Number.NEGATIVE_INFINITY;
    let isTouched = false;

    view.attach({
      setTrack(track) {
        element.scrollTop = track;
        return element.scrollTop;
      },
      setLeft(left) {
        element.scrollLeft = left;
      },
      setShift(shift) {
        element.style.setProperty('--shift', `${shift}px`);
      },
      setOffset(offset) {
        rows.style.transform = `translateY(${offset}px)`;
      },
    });

    const onScroll = () => {
      const isStep = isTouched || performance.now() - wheelAt < WHEEL_LASTS;
      view.scrolled(element.scrollTop, element.scrollLeft, isStep);
    };
    const onWheel = () => {
      wheelAt = performance.now();
    };
    const onTouch = () => {
      isTouched = true;
    };
    const onSettled = () => {
      isTouched = false;
      view.settled();
    };
    const measure = () => {
      view.resize(element.clientWidth, Math.max(0, element.clientHeight - headHeight));
    };

    const passive = { passive: true };
    element.addEventListener('scroll', onScroll, passive);
    element.addEventListener('wheel', onWheel, passive);
    element.addEventListener('touchstart', onTouch, passive);
    element.addEventListener('scrollend', onSettled);
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    measure();
    return () => {
      view.attach(null);
      watch.disconnect();
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('touchstart', onTouch);
      element.removeEventListener('scrollend', onSettled);
    };
  }, [view, scroller, layer, headHeight]);
}
