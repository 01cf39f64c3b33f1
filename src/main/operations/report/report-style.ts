/** The looks of a report: both themes, and print, which is light. Nothing is fetched. */
export const reportStyle = `
:root{color-scheme:light dark;--canvas:#fff;--text:#15181c;--soft:#454d57;--faint:#616a75;--line:#dfe2e6;--accent:#3a4bcf;
--gain:#006b7d;--loss:#a34205;--loss-soft:#fbe7da;--series-1:#3a4bcf;--series-2:#c45500;--series-3:#00808f;--series-4:#a3327f;
--series-5:#6b6f00;--series-6:#5d6b7a}
@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--canvas:#121417;--text:#e8ebee;--soft:#b6bec7;
--faint:#949eaa;--line:#2d3239;--accent:#9aa7ff;--gain:#55c4d6;--loss:#f29a63;--loss-soft:#402413;--series-1:#9aa7ff;
--series-2:#f29a63;--series-3:#55c4d6;--series-4:#e58cc6;--series-5:#c3c653;--series-6:#9fabb8}}
@media screen{:root[data-theme=dark]{color-scheme:dark;--canvas:#121417;--text:#e8ebee;--soft:#b6bec7;--faint:#949eaa;
--line:#2d3239;--accent:#9aa7ff;--gain:#55c4d6;--loss:#f29a63;--loss-soft:#402413;--series-1:#9aa7ff;--series-2:#f29a63;
--series-3:#55c4d6;--series-4:#e58cc6;--series-5:#c3c653;--series-6:#9fabb8}}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1040px;padding:24px 32px 64px;background:var(--canvas);color:var(--text);
font:14px/20px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
h1{margin:0;font-size:22px;line-height:28px}
h2{margin:0;font-size:18px;line-height:24px;overflow-wrap:anywhere}
h3{margin:24px 0 8px;font-size:14px}
p{margin:4px 0}
a{color:var(--accent)}
.soft,figcaption,small{color:var(--soft)}
small{display:block;font-weight:400}
header{display:flex;gap:16px;align-items:flex-start;justify-content:space-between}
button{font:inherit;padding:4px 12px;border:1px solid var(--faint);border-radius:4px;background:none;color:inherit}
.sheet,.comparison{margin-top:40px;padding-top:16px;border-top:2px solid var(--text)}
figure{margin:16px 0;min-width:0}
figure>svg{display:block;max-width:100%;height:auto;font-variant-numeric:tabular-nums}
figcaption{font-size:12px}
.legend span{margin-left:12px;white-space:nowrap}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:0 24px;margin:12px 0}
.figures div,.facts div{display:flex;justify-content:space-between;gap:12px;padding:3px 0;border-bottom:1px solid var(--line);min-width:0}
dt{color:var(--soft)}
dd{margin:0;text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;min-width:0}
.figures.numbers dd{flex:none;white-space:nowrap}
.facts{margin:0}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:0 24px}
.pair h3{grid-column:1/-1;margin-bottom:0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:4px 0 4px 16px;border-bottom:1px solid var(--line);text-align:right;font-weight:400;white-space:nowrap}
th:first-child,td:first-child{padding-left:0;text-align:left}
summary{cursor:default;margin:12px 0 4px;font-weight:600}
.more-1{background:color-mix(in srgb,var(--gain) 6%,transparent)}.more-2{background:color-mix(in srgb,var(--gain) 12%,transparent)}
.more-3{background:color-mix(in srgb,var(--gain) 18%,transparent)}.more-4{background:color-mix(in srgb,var(--gain) 24%,transparent)}
.less-1{background:color-mix(in srgb,var(--loss) 6%,transparent)}.less-2{background:color-mix(in srgb,var(--loss) 12%,transparent)}
.less-3{background:color-mix(in srgb,var(--loss) 18%,transparent)}.less-4{background:color-mix(in srgb,var(--loss) 24%,transparent)}
thead th{color:var(--soft);vertical-align:bottom}
th button{padding:0;border:0;color:inherit;text-decoration:underline dotted}
@media print{body{max-width:none;padding:0;font-size:11px;line-height:15px}button{display:none}
th button{display:inline}.sheet{break-before:page;border-top:0}figure,dl,tr{break-inside:avoid}.scroll{overflow:visible}}
`;

/** Turns the theme, and sorts the comparison by a column. The report is whole without it. */
export const reportScript = `
const root=document.documentElement;
document.getElementById('theme').addEventListener('click',()=>{
const isDark=root.dataset.theme?root.dataset.theme==='dark':matchMedia('(prefers-color-scheme:dark)').matches;
root.dataset.theme=isDark?'light':'dark'});
for(const table of document.querySelectorAll('table.sortable')){
const body=table.tBodies[0];
[...table.tHead.rows[0].cells].forEach((head,column)=>{
const button=document.createElement('button');button.textContent=head.textContent;head.replaceChildren(button);
button.addEventListener('click',()=>{
const isUp=head.getAttribute('aria-sort')==='descending';
for(const other of table.tHead.rows[0].cells)other.removeAttribute('aria-sort');
head.setAttribute('aria-sort',isUp?'ascending':'descending');
const key=(row)=>{const cell=row.cells[column];const text=cell.dataset.value??cell.textContent.trim();
const number=text==='inf'?Infinity:text==='-inf'?-Infinity:Number(text);return text===''?null:Number.isNaN(number)?text:number};
const rows=[...body.rows].sort((a,b)=>{const x=key(a),y=key(b);if(x===null||y===null)return(x===null)-(y===null);
const order=typeof x===typeof y?(x<y?-1:x>y?1:0):typeof x==='number'?-1:1;return isUp?order:-order});
body.replaceChildren(...rows)})})}
`;
