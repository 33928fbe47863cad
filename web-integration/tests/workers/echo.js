onmessage = (event) => postMessage(`echo ${event.data}`);
