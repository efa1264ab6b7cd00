// communiques-box 1.0.0, MIT OR Apache-2.0
new ResizeObserver(()=>{const e=Math.ceil(document.documentElement.getBoundingClientRect().height);parent.postMessage({type:"communiques:height",height:e},"*")}).observe(document.documentElement);
