//! Listening: our own accept loop, because a half-sent header must neither hold a place nor delay the end.

use super::{State, db, http::Peer};
use axum::{Router, body::Body, extract::Request};
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
};
use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tower::ServiceExt;

/// Connections at once.
const CONNECTIONS: usize = 512;
/// How long a request's head may take.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// How long running requests may go on after the signal to stop.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` resolves, then lets running requests end and closes the database. `chores` go on meanwhile: what the
/// product does by itself.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    state: State,
    chores: impl Future<Output = ()> + Send + 'static,
    stop: impl Future<Output = ()>,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let builder = Arc::new(connection_builder());
    let graceful = GracefulShutdown::new();
    let housekeeping = tokio::spawn(housekeep(state.clone()));
    let chores = tokio::spawn(chores);
    tokio::pin!(stop);
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { break };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "accept");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let connection = connection(&builder, stream, peer, router.clone(), &graceful);
        tokio::spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    housekeeping.abort();
    chores.abort();
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
    state.db.close().await;
}

fn connection_builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Some(Duration::from_secs(20)));
    builder
}

fn connection(
    builder: &Builder<TokioExecutor>,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    graceful: &GracefulShutdown,
) -> impl Future<Output = ()> + Send + 'static {
    let _ = stream.set_nodelay(true);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        router.clone().oneshot(request)
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
    let watched = graceful.watch(connection);
    async move {
        // Broken pipes and slow heads are the visitor's business, not the log's.
        let _ = watched.await;
    }
}

/// Once an hour: forgets what has had its time, and leaves no trace of it in the log of writes.
async fn housekeep(state: State) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        if let Err(error) = tidy(&state.db, &state).await {
            tracing::warn!(%error, "tidy");
        }
    }
}

async fn tidy(db: &db::Db, state: &State) -> Result<(), sqlx::Error> {
    db.tidy(state.clock.now()).await?;
    db.forget().await
}

/// Resolves when the process is asked to stop.
pub async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return std::future::pending().await };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
