//! Show the site while it is being written: serve it on this machine, rebuild on change, reload the browser.
//!
//! The site is held in memory; nothing is published. Only requests that name this machine are answered, so that
//! no page of another site can read unpublished letters.

use crate::finding::{Code, Finding};
use crate::{fault, report};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::serve::Listener;
use futures_util::stream;
use notify::{RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::mpsc;
use std::sync::{Arc, RwLock};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::time::Sleep;

/// The first port that is tried, and how many after it.
const FIRST_PORT: u16 = 1313;
const PORTS: u16 = 20;

/// Editors save a file in several steps: changes so close together are one.
const SETTLE: Duration = Duration::from_millis(80);

/// How long a connection stays open on which nothing is answered: a request that is never sent to its end.
const PATIENCE: Duration = Duration::from_secs(10);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'";
const SCRIPT_TAG: &str = "<script src=\"/.voetnoot/reload.js\" defer></script>\n";
const SCRIPT: &str = "\
const events = new EventSource('/.voetnoot/events');
events.addEventListener('changed', () => location.reload());
events.addEventListener('failed', event => {
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '/.voetnoot/reload.css';
  document.head.append(style);
  const report = document.querySelector('.voetnoot-findings') || document.createElement('pre');
  report.className = 'voetnoot-findings';
  report.setAttribute('role', 'alert');
  report.textContent = event.data;
  document.body.prepend(report);
});
";
const STYLE: &str = "\
.voetnoot-findings { position: fixed; inset: 0 0 auto 0; max-height: 70vh; overflow: auto; margin: 0; padding: 1rem;
  background: #1d1f21; color: #f4e9d8; border-bottom: 4px solid #c0392b; font: 14px/1.5 monospace;
  white-space: pre-wrap; z-index: 9 }
";

/// What to serve and to watch.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port; without, the first free one from 1313.
    pub port: Option<u16>,
    /// Open the browser.
    pub open: bool,
    /// Folders whose changes rebuild the site.
    pub watch: Vec<PathBuf>,
}

/// A built site, or what prevented it.
#[derive(Debug, Default)]
pub struct Built {
    /// Files by path.
    pub site: BTreeMap<String, Vec<u8>>,
    /// The path that the pages expect to be served under.
    pub base_path: String,
    /// Whether the site may be shown.
    pub ok: bool,
    /// The findings, for the reader of the page.
    pub text: String,
}

/// What browsers are told. The number makes every change a new value.
#[derive(Debug, Clone)]
enum News {
    Changed,
    Failed(String),
}

struct Shown {
    built: RwLock<Arc<Built>>,
    news: watch::Sender<(u64, News)>,
}

fn trouble(message: String) -> Finding {
    Finding::new(Code::K506, message)
}

/// Serves until the process ends.
pub fn serve(options: &Options, mut build: impl FnMut() -> Built + Send) -> Result<(), Finding> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| trouble(format!("cannot start the server: {e}")))?;
    // Watched from before the first build, so that no change is missed.
    let mut watch = Watch::of(&options.watch);
    let (news, _) = watch::channel((0, News::Changed));
    let shown = Arc::new(Shown { built: RwLock::new(Arc::new(alone(&mut build))), news });
    let listener = runtime.block_on(listen(options.port))?;
    let address = listener.local_addr().map_err(|e| trouble(e.to_string()))?;
    let base_path = shown.built.read().map(|b| b.base_path.clone()).unwrap_or_default();
    let address = format!("http://{address}{base_path}");
    eprintln!("serving {address} (stop with Ctrl-C)");
    if options.open {
        open(&address);
    }
    let router = Router::new().fallback(answer).with_state(Arc::clone(&shown));
    std::thread::scope(|scope| {
        let seen = &*shown;
        let build = &mut build;
        scope.spawn(move || rebuild(|| watch.next(), seen, build));
        runtime
            .block_on(async { axum::serve(Door(listener), router).await })
            .map_err(|e| trouble(e.to_string()))
    })
}

/// Lets connections in that are closed when they are of no use.
struct Door(TcpListener);

impl Listener for Door {
    type Io = Visit;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Visit, SocketAddr) {
        let (stream, from) = Listener::accept(&mut self.0).await;
        (Visit { stream, end: Box::pin(tokio::time::sleep(PATIENCE)) }, from)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

/// A connection, and when it ends if nothing is answered on it.
struct Visit {
    stream: TcpStream,
    end: Pin<Box<Sleep>>,
}

impl AsyncRead for Visit {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.end.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Visit {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if written.is_ready() {
            let end = tokio::time::Instant::now() + PATIENCE;
            self.end.as_mut().reset(end);
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

async fn listen(port: Option<u16>) -> Result<TcpListener, Finding> {
    let ports = port.map_or(FIRST_PORT..=FIRST_PORT + PORTS, |port| port..=port);
    let mut last = String::new();
    for port in ports {
        match TcpListener::bind(("127.0.0.1", port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = format!("port {port} cannot be used: {error}"),
        }
    }
    Err(trouble(last))
}

#[expect(clippy::disallowed_methods, reason = "the browser is another program")]
fn open(address: &str) {
    let command = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut process = std::process::Command::new(if cfg!(windows) { "explorer" } else { command });
    // Without a browser the address above is enough.
    let _ = process.arg(address).spawn();
}

/// The folders that are watched, also when they are made, moved away or replaced.
struct Watch {
    watcher: Option<notify::RecommendedWatcher>,
    folders: Vec<PathBuf>,
    /// For each change whether it was one of the folders themselves.
    changes: mpsc::Receiver<bool>,
}

impl Watch {
    fn of(folders: &[PathBuf]) -> Self {
        let folders: Vec<PathBuf> = folders
            .iter()
            .map(|folder| std::path::absolute(folder).unwrap_or_else(|_| folder.clone()))
            .collect();
        let (sender, changes) = mpsc::channel();
        let ours = folders.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // Their parents are watched too, and in those much happens that is no change of the site.
            let Some(event) = event.ok().filter(|event| !event.kind.is_access()) else { return };
            if event.paths.iter().any(|path| ours.iter().any(|folder| path.starts_with(folder))) {
                let _ = sender.send(event.paths.iter().any(|path| ours.contains(path)));
            }
        });
        if watcher.is_err() {
            eprintln!("changes cannot be watched on this system: restart to see them");
        }
        let mut watch = Self { watcher: watcher.ok(), folders, changes };
        let parents: BTreeSet<&Path> = watch.folders.iter().filter_map(|folder| folder.parent()).collect();
        for parent in parents.into_iter().filter(|parent| parent.exists()) {
            let begun =
                watch.watcher.as_mut().map(|watcher| watcher.watch(parent, RecursiveMode::NonRecursive));
            if let Some(Err(error)) = begun {
                eprintln!("changes of {} cannot be watched: {error}", parent.display());
            }
        }
        watch.follow();
        watch
    }

    /// Watches the folders that bear the names now: a folder that is replaced takes its watch along.
    fn follow(&mut self) {
        let Some(watcher) = &mut self.watcher else { return };
        for folder in self.folders.iter().filter(|folder| folder.exists()) {
            let _ = watcher.unwatch(folder);
            if let Err(error) = watcher.watch(folder, RecursiveMode::Recursive) {
                eprintln!("changes of {} cannot be watched: {error}", folder.display());
            }
        }
    }

    /// Waits for a change, and until nothing more changes. `None` when nothing can change any more.
    fn next(&mut self) -> Option<()> {
        let mut moved = self.changes.recv().ok()?;
        while let Ok(more) = self.changes.recv_timeout(SETTLE) {
            moved |= more;
        }
        if moved {
            self.follow();
        }
        Some(())
    }
}

/// Builds; a fault is a build that failed, and no end of the preview.
fn alone(build: &mut impl FnMut() -> Built) -> Built {
    fault::caught(build).unwrap_or_else(|fault| {
        let text = report::text(&[fault], false);
        // Without a place to print to, the page still tells.
        _ = io::stderr().lock().write_all(text.as_bytes());
        Built { text, ..Built::default() }
    })
}

/// Rebuilds after each change. A build that fails leaves the last good site on show.
fn rebuild(mut next: impl FnMut() -> Option<()>, shown: &Shown, build: &mut (impl FnMut() -> Built + Send)) {
    while next().is_some() {
        let site = alone(build);
        let news = if site.ok { News::Changed } else { News::Failed(site.text.clone()) };
        if let Ok(mut current) = shown.built.write()
            && (site.ok || !current.ok)
        {
            *current = Arc::new(site);
        }
        shown.news.send_modify(|(n, last)| {
            *n += 1;
            *last = news;
        });
    }
}

async fn answer(
    State(shown): State<Arc<Shown>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response<Body> {
    // Of two, a reader between here and the browser might have looked at the other.
    let mut hosts = headers.get_all(header::HOST).iter();
    if !is_local(hosts.next()) || hosts.next().is_some() {
        return plain(StatusCode::FORBIDDEN, "this server answers on its own machine only\n");
    }
    if method != Method::GET && method != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only reading is possible\n");
    }
    match uri.path() {
        "/.voetnoot/reload.js" => file(StatusCode::OK, "reload.js", SCRIPT.into()),
        "/.voetnoot/reload.css" => file(StatusCode::OK, "reload.css", STYLE.into()),
        "/.voetnoot/events" => events(&shown),
        path => {
            let Ok(built) = shown.built.read().map(|b| Arc::clone(&b)) else {
                return plain(StatusCode::INTERNAL_SERVER_ERROR, "");
            };
            fault::caught(|| page(&built, path)).unwrap_or_else(|fault| {
                let text = report::text(&[fault], false);
                file(StatusCode::INTERNAL_SERVER_ERROR, "index.html", failure(&text))
            })
        }
    }
}

/// A foreign name in `Host` means that another site's page sent the request (DNS rebinding).
fn is_local(host: Option<&HeaderValue>) -> bool {
    let Some(host) = host.and_then(|h| h.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    matches!(name, "127.0.0.1" | "localhost" | "[::1]")
}

fn events(shown: &Shown) -> Response<Body> {
    let tell = |news: &News| match news {
        News::Changed => Event::default().event("changed").data(""),
        News::Failed(text) => Event::default().event("failed").data(text),
    };
    let stream = stream::unfold(shown.news.subscribe(), move |mut news| async move {
        news.changed().await.ok()?;
        let event = tell(&news.borrow_and_update().1);
        Some((Ok::<_, std::convert::Infallible>(event), news))
    });
    let mut response = Sse::new(stream).keep_alive(KeepAlive::new().interval(PATIENCE / 3)).into_response();
    protect(response.headers_mut());
    response
}

fn page(built: &Built, path: &str) -> Response<Body> {
    if !built.ok && built.site.is_empty() {
        return file(StatusCode::INTERNAL_SERVER_ERROR, "index.html", failure(&built.text));
    }
    let Some(below) = path.strip_prefix(&built.base_path) else {
        return redirect(&built.base_path);
    };
    let below = crate::number::link::percent_decoded(below);
    let name = if below.is_empty() || below.ends_with('/') {
        format!("{below}index.html")
    } else {
        below.into_owned()
    };
    match built.site.get(&name) {
        Some(bytes) => file(StatusCode::OK, &name, bytes.clone()),
        None if built.site.contains_key(&format!("{name}/index.html")) => redirect(&format!("{path}/")),
        None => {
            file(StatusCode::NOT_FOUND, "404.html", built.site.get("404.html").cloned().unwrap_or_default())
        }
    }
}

/// A page that shows why there is no site yet; it reloads as soon as there is.
fn failure(text: &str) -> Vec<u8> {
    let mut shown = String::new();
    crate::content::markdown::escape_attribute(&mut shown, text);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not built</title>\
         <link rel=\"stylesheet\" href=\"/.voetnoot/reload.css\"></head>\n\
         <body><pre class=\"voetnoot-findings\">{shown}</pre></body></html>\n"
    )
    .into_bytes()
}

fn redirect(to: &str) -> Response<Body> {
    let mut response = plain(StatusCode::MOVED_PERMANENTLY, "");
    if let Ok(value) = HeaderValue::from_str(to) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    file(status, "message.txt", text.into())
}

fn file(status: StatusCode, name: &str, bytes: Vec<u8>) -> Response<Body> {
    let kind = content_type(name);
    let body = if name.ends_with(".html") { with_script(bytes) } else { bytes };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    protect(response.headers_mut());
    response
}

fn protect(headers: &mut HeaderMap) {
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
}

/// The script that reloads is part of the answer alone, never of the site.
fn with_script(bytes: Vec<u8>) -> Vec<u8> {
    let end = memchr::memmem::rfind(&bytes, b"</body>");
    match end.and_then(|end| bytes.split_at_checked(end)) {
        Some((page, end)) => [page, SCRIPT_TAG.as_bytes(), end].concat(),
        None => bytes,
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_a_build_leaves_the_last_good_site_on_show() {
        let good = |text: &str| Built {
            site: BTreeMap::from([("index.html".to_owned(), text.into())]),
            ok: true,
            ..Built::default()
        };
        let (news, mut heard) = watch::channel((0, News::Changed));
        let shown = Shown { built: RwLock::new(Arc::new(good("first"))), news };
        let index = || shown.built.read().unwrap().site["index.html"].clone();
        let (edit, changes) = mpsc::channel();
        let (turn, turns) = mpsc::channel();
        let mut build = move || match turns.recv() {
            Ok(true) => good("second"),
            _ => panic!("on purpose"),
        };
        std::thread::scope(|scope| {
            let seen = &shown;
            let rebuilding = scope.spawn(move || rebuild(|| changes.recv().ok(), seen, &mut build));
            let mut next = |good| {
                turn.send(good).unwrap();
                edit.send(()).unwrap();
                while !heard.has_changed().unwrap() {
                    std::thread::yield_now();
                }
                heard.borrow_and_update().1.clone()
            };
            let told = next(false);
            assert!(matches!(&told, News::Failed(text) if text.contains("on purpose")), "{told:?}");
            assert_eq!(index(), b"first");
            assert!(matches!(next(true), News::Changed));
            assert_eq!(index(), b"second");
            drop(edit);
            rebuilding.join().unwrap();
        });
    }
}
