//! Group commit: acts that arrive while a group is being committed make up the next group. One act alone does not wait.

use tokio::sync::{mpsc, oneshot};

use crate::door::Answer;
use crate::wish::Wish;
use crate::{Platform, PlatformError};

type Waiting = (Wish, oneshot::Sender<Result<Answer, PlatformError>>);

/// The queue in front of the door. Cheap to clone; closes when the last clone is dropped.
#[derive(Clone, Debug)]
pub struct Queue(mpsc::Sender<Waiting>);

impl Queue {
    /// Starts a queue with some workers, whose groups hold at most `most` wishes.
    pub fn start(platform: &Platform, workers: usize, most: usize) -> Self {
        let (sender, receiver) = mpsc::channel::<Waiting>(4096);
        let receiver = std::sync::Arc::new(tokio::sync::Mutex::new(receiver));
        for _ in 0..workers {
            let (platform, receiver) = (platform.clone(), receiver.clone());
            tokio::spawn(async move {
                loop {
                    let mut group = Vec::new();
                    if receiver.lock().await.recv_many(&mut group, most).await == 0 {
                        return;
                    }
                    serve(&platform, group).await;
                }
            });
        }
        Self(sender)
    }

    /// Submits a wish and waits until its group is durable.
    ///
    /// # Errors
    /// As [`Platform::submit`].
    pub async fn submit(&self, wish: Wish) -> Result<Answer, PlatformError> {
        let (answer, answered) = oneshot::channel();
        self.0.send((wish, answer)).await.map_err(|_| PlatformError::Contended)?;
        answered.await.map_err(|_| PlatformError::Contended)?
    }
}

async fn serve(platform: &Platform, group: Vec<Waiting>) {
    let (wishes, waiting): (Vec<Wish>, Vec<_>) = group.into_iter().unzip();
    match platform.submit_all(wishes.clone()).await {
        Ok(answers) => {
            for (waiting, answer) in waiting.into_iter().zip(answers) {
                // Whoever asked may have gone away: the act stands all the same.
                let _gone = waiting.send(Ok(answer));
            }
        }
        // One wish's trouble must not be another's: each is tried alone.
        Err(_) => {
            for (wish, waiting) in wishes.into_iter().zip(waiting) {
                let _gone = waiting.send(platform.submit(wish).await);
            }
        }
    }
}
