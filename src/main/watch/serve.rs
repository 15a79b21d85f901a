//! Serves what is shown over HTTP/1.1 (RFC 9112) to browsers of this machine: only what is asked for with GET, from memory alone.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::Shown;

/// A browser that says nothing for so long is let go.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest head of a request.
const LONGEST_HEAD: u64 = 16 * 1024;

/// Answers on threads of its own for as long as the program runs.
pub fn start(listener: TcpListener, port: u16, shown: Arc<Mutex<Shown>>) {
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let shown = shown.clone();
            std::thread::spawn(move || {
                // A browser that went away is no fault.
                let _ = answer(stream, port, &shown);
            });
        }
    });
}

fn answer(mut stream: TcpStream, port: u16, shown: &Mutex<Shown>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.try_clone()?.take(LONGEST_HEAD)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut host = None;
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("host")
        {
            host = Some(value.trim().to_string());
        }
    }
    let mut parts = request.split(' ');
    let (method, target) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let path = target.split(['?', '#']).next().unwrap_or_default();
    // A page of another site that had its name lead here would ask by that name.
    let ours = [format!("127.0.0.1:{port}"), format!("localhost:{port}")];
    let (status, kind, body) = if !host.is_some_and(|host| ours.contains(&host)) {
        ("403 Forbidden", "text/plain", b"not for other sites\n".to_vec())
    } else if method != "GET" {
        ("405 Method Not Allowed", "text/plain", b"only GET\n".to_vec())
    } else {
        match body(path, shown) {
            Some((kind, body)) => ("200 OK", kind, body),
            None => ("404 Not Found", "text/plain", b"no such page\n".to_vec()),
        }
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}

/// What stands at a path.
fn body(path: &str, shown: &Mutex<Shown>) -> Option<(&'static str, Vec<u8>)> {
    let shown = || shown.lock().unwrap_or_else(PoisonError::into_inner);
    match path {
        "/" => Some(("text/html; charset=utf-8", include_bytes!("page.html").to_vec())),
        "/state" => Some(("application/json", shown().state().to_string().into_bytes())),
        "/epaper/" => shown().files.get("epaper/index.html").map(|bytes| (kind("index.html"), bytes.clone())),
        _ => shown().files.get(path.strip_prefix('/')?).map(|bytes| (kind(path), bytes.clone())),
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
