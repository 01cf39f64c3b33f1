import { startDesktop } from './faces/electron/start-desktop.ts';

startDesktop();
