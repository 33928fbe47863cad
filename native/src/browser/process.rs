//! The browser as a process: how it starts, and how it ends.

use std::{
    io,
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use chromiumoxide::{Browser as Connection, Handler, error::CdpError};
use futures_util::StreamExt;
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    sync::{oneshot, watch},
    time::{sleep, timeout},
};

use super::error::BrowserError;

/// No window, no user data, and no network access but by pages.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-port=0",
    "about:blank",
];

/// How long the browser may take until it accepts a connection.
const START_DEADLINE: Duration = Duration::from_secs(60);
/// How long the browser may take to end by itself before it is killed.
const END_DEADLINE: Duration = Duration::from_secs(5);

/// What the browser writes to its standard error when it accepts connections, followed by the address.
const ANNOUNCEMENT: &str = "DevTools listening on ";

/// The state of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Life {
    /// It is running.
    Running,
    /// It is being closed on request.
    Closing,
    /// It or the connection ended without a request.
    Died,
}

/// A browser that was started.
pub(super) struct Started {
    pub(super) connection: Connection,
    pub(super) pid: u32,
    pub(super) profile: PathBuf,
    pub(super) life: watch::Receiver<Life>,
    /// Sending asks the browser to end; dropping it kills the browser.
    pub(super) close: oneshot::Sender<()>,
    /// Set after the end: whether the profile could be removed.
    pub(super) ended: watch::Receiver<Option<Result<(), Arc<io::Error>>>>,
}

/// Starts a browser with an empty profile, and connects to it.
pub(super) async fn start(executable: &Path) -> Result<Started, BrowserError> {
    let failed = |error| BrowserError::Start {
        executable: executable.into(),
        error,
    };
    let profile =
        tokio::task::spawn_blocking(|| tempfile::Builder::new().prefix("boa-chromium-").tempdir());
    let profile = profile
        .await
        .map_err(io::Error::other)
        .flatten()
        .map_err(failed)?;
    let directory = profile.path().to_owned();
    let mut child = Command::new(executable)
        .args(FLAGS)
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let pid = child.id().unwrap_or_default();
    let address = match timeout(START_DEADLINE, address(&mut child)).await {
        Ok(address) => address.map_err(failed)?,
        Err(_) => return Err(failed(io::ErrorKind::TimedOut.into())),
    };
    let (connection, handler) = Connection::connect(address).await?;
    let (set_life, life) = watch::channel(Life::Running);
    let (set_ended, ended) = watch::channel(None);
    let (close, asked) = oneshot::channel();
    tokio::spawn(async move {
        attend(&mut child, handler, asked, &set_life).await;
        // The browser's helper processes may outlive it for a moment and write to the profile.
        set_ended.send_replace(Some(remove(profile).await.map_err(Arc::new)));
    });
    Ok(Started {
        connection,
        pid,
        profile: directory,
        life,
        close,
        ended,
    })
}

/// Reads the address that the browser listens at from its standard error, and discards the rest.
async fn address(child: &mut Child) -> io::Result<String> {
    let stderr = child.stderr.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let mut lines = BufReader::new(stderr).lines();
    let mut last = String::new();
    while let Some(line) = lines.next_line().await? {
        if let Some(address) = line.strip_prefix(ANNOUNCEMENT) {
            let address = address.trim().to_owned();
            // The browser would block if its output were not read.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Ok(address);
        }
        last = line;
    }
    Err(io::Error::other(format!("it ended at once: {last}")))
}

/// Drives the connection until the browser is gone, for whatever reason.
async fn attend(
    child: &mut Child,
    mut handler: Handler,
    asked: oneshot::Receiver<()>,
    life: &watch::Sender<Life>,
) {
    // The stream of events does not end: the handler reports a lost connection as an error or not at all.
    let lost = async {
        while let Some(event) = handler.next().await {
            if event.is_err_and(|error| !matches!(error, CdpError::InvalidMessage(..))) {
                return;
            }
        }
    };
    tokio::pin!(lost);
    let asked = tokio::select! {
        () = &mut lost => None,
        _ = child.wait() => None,
        asked = asked => Some(asked.is_ok()),
    };
    life.send_replace(if asked.is_some() {
        Life::Closing
    } else {
        Life::Died
    });
    if asked == Some(true) {
        let lost = async {
            lost.await;
            std::future::pending::<()>().await;
        };
        let ended = async {
            tokio::select! {
                _ = child.wait() => (),
                () = lost => (),
            }
        };
        // A browser that does not end in time is killed.
        let _ = timeout(END_DEADLINE, ended).await;
    }
    // An error means that it has already ended.
    let _ = child.kill().await;
}

/// Removes the profile, and tries again while it is not gone.
async fn remove(profile: TempDir) -> io::Result<()> {
    const ATTEMPTS: u32 = 50;
    let mut result = Ok(());
    for _ in 0..ATTEMPTS {
        result = tokio::fs::remove_dir_all(profile.path()).await;
        match &result {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            // Try again: a helper process may have written meanwhile.
            Ok(()) | Err(_) => sleep(Duration::from_millis(20)).await,
        }
    }
    result
}
