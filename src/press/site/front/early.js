document.documentElement.classList.add("js");try{const t=localStorage.getItem("newsprint-theme");if(t)document.documentElement.dataset.theme=t}catch{}
