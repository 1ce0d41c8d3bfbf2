// Sends what was typed, and says in words what keeps it from being saved. Shared by the grid and the pages of texts.

function token(form) {
  const found = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/);
  return found ? found[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
}

/**
 * Post and return {answer, stopped, worked, trouble}: the server's JSON, or null; what keeps everything from being sent,
 * as {text, link, linkText}, or null; whether there was a line at all; and what the server says of its own trouble, which
 * may pass.
 */
export async function post(address, data, form) {
  let response;
  try {
    response = await fetch(address, {
      method: "POST",
      body: data,
      headers: { "X-CSRFToken": token(form), Accept: "application/json" },
      redirect: "manual",
      // Goes on while the page is left, up to what browsers take along.
      keepalive: data.toString().length < 60000,
    });
  } catch {
    return { answer: null, stopped: null, worked: false };
  }
  const worked = response.status < 500;
  try {
    return { ...(await understood(response)), worked };
  } catch {
    return { answer: null, stopped: null, worked: false };
  }
}

async function understood(response) {
  const here = encodeURIComponent(location.pathname + location.search);
  if (response.type === "opaqueredirect") {
    return {
      answer: null,
      stopped: {
        text: "Sesi Anda berakhir. Ketikan Anda masih ada di peramban ini.",
        link: `/masuk/?next=${here}`,
        linkText: "Masuk lagi",
      },
    };
  }
  if (response.ok) {
    return { answer: await response.json(), stopped: null };
  }
  const isOurs = (response.headers.get("Content-Type") || "").startsWith("application/json");
  if (response.status >= 500) {
    return { answer: null, stopped: null, trouble: isOurs ? (await response.json()).message : "" };
  }
  return {
    answer: null,
    stopped: {
      text: isOurs ? (await response.json()).message
        : "Isian belum dapat disimpan. Ketikan Anda masih ada di peramban ini.",
      link: location.pathname + location.search,
      linkText: "Muat ulang",
    },
  };
}
