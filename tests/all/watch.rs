//! `newsprint watch`: what it serves, and that it follows what changes.
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::Value;

use crate::editions::root;

/// A running watch; it ends with the test.
struct Watch {
    child: Child,
    address: String,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(edition: &Path) -> Watch {
        let mut child = Command::new(env!("CARGO_BIN_EXE_newsprint"))
            .args(["watch", edition.to_str().unwrap()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/')).expect("it says where").to_string();
        Watch { child, address }
    }

    /// Status and body of what stands at a path, asked for by a name of the host.
    fn ask(&self, host: &str, path: &str) -> (u16, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut whole = Vec::new();
        stream.read_to_end(&mut whole).unwrap();
        let end = whole.windows(4).position(|part| part == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&whole[..end]).into_owned();
        (head[9..12].parse().unwrap(), whole[end + 4..].to_vec())
    }

    fn get(&self, path: &str) -> (u16, Vec<u8>) {
        self.ask(&self.address, path)
    }

    /// The state of the first build after one.
    fn after(&self, version: u64) -> Value {
        for _ in 0..600 {
            let state: Value = serde_json::from_slice(&self.get("/state").1).unwrap();
            if state["version"].as_u64() > Some(version) {
                return state;
            }
            sleep(Duration::from_millis(100));
        }
        panic!("nothing was made for a minute");
    }
}

#[test]
fn pages_follow_the_copy() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("watched");
    let _ = fs::remove_dir_all(&folder);
    crate::files::copy(root().join("tests/golden/two-stories/edition").as_path(), &folder);
    let before: Vec<_> = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name()).collect();
    let watch = Watch::start(&folder.join("edition.toml"));
    let first = watch.after(0);
    assert_eq!((&first["good"], first["pages"][0]["label"].as_str()), (&Value::Bool(true), Some("A1")), "{first}");
    assert!(String::from_utf8(watch.get("/").1).unwrap().contains("newsprint watch"));
    let picture = |state: &Value| watch.get(state["pages"][0]["picture"].as_str().unwrap());
    let (status, shown) = picture(&first);
    assert_eq!((status, &shown[..2]), (200, b"\xff\xd8".as_slice()));
    assert_eq!(watch.get("/epaper/").0, 200);
    for path in ["/epaper/sw.js", "/nothing", "/../edition.toml", "/edition.toml", "//etc/passwd"] {
        assert_eq!(watch.get(path).0, 404, "{path}");
    }
    assert_eq!(watch.ask("elsewhere.example", "/").0, 403);
    // Another headline is another picture.
    let articles = fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.path());
    let article = articles.filter(|path| path.extension().is_some_and(|end| end == "json")).min().unwrap();
    let text = fs::read_to_string(&article).unwrap();
    fs::write(&article, text.replacen("\"headline\": \"", "\"headline\": \"Again: ", 1)).unwrap();
    let second = watch.after(first["version"].as_u64().unwrap());
    assert_ne!(second["pages"][0]["digest"], first["pages"][0]["digest"]);
    assert_ne!(picture(&second).1, shown);
    // What is broken is told, and the pages before stay.
    fs::write(&article, "{").unwrap();
    let third = watch.after(second["version"].as_u64().unwrap());
    assert_eq!((&third["good"], third["messages"][0]["severity"].as_str()), (&Value::Bool(false), Some("error")), "{third}");
    assert_eq!(third["pages"], second["pages"]);
    assert_eq!(picture(&third).0, 200);
    drop(watch);
    let after: Vec<_> =
        fs::read_dir(&folder).unwrap().flatten().map(|entry| entry.file_name()).filter(|name| name != ".newsprint").collect();
    assert_eq!(after.len(), before.len(), "nothing was written beside the copy");
}
