import { X } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { type Upload, useUploads } from '../import/uploads.tsx';

export function UploadRow({ upload }: { upload: Upload }) {
  const { cancel } = useUploads();
  const title = `Upload for ${upload.into}`;
  const says = `${formatCount(upload.done)} of ${formatCount(upload.total)} files · ${formatBytes(upload.bytes)} of ${formatBytes(upload.totalBytes)}`;
  return (
    <div className="upload-row">
      <strong className="jobs-title truncate">{title}</strong>
      <div className="jobs-progress">
        <ProgressBar label={title} done={upload.done} total={upload.total} valueText={says} />
      </div>
      <span className="jobs-says tabular truncate">{says}</span>
      <span className="jobs-current truncate faint">{upload.current}</span>
      <IconButton
        label={`Cancel ${title}`}
        icon={<X size={14} />}
        onClick={() => cancel(upload.id)}
      />
    </div>
  );
}
