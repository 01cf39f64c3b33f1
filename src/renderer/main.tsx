import '@fontsource-variable/inter/wght.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openConnection } from './engine/open-connection.ts';
import { loadWindowStates } from './views/frame/kept-states.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const connection = openConnection();
await loadWindowStates(connection.states);
createRoot(root).render(
  <StrictMode>
    <App connection={connection} />
  </StrictMode>,
);
