//! Files of a case's documents (Arts 13, 16; rulings 3, 10): given out under the reader's scope, taken in as a supplement.

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use decree::case::{Secrecy, papers};
use decree::file::{FileWish, StoredFile, Which, shipped};
use decree::identity::uuid_of;
use futures_util::TryStreamExt;
use tokio_util::io::StreamReader;
use uuid::Uuid;

use super::loaded;
use super::page::{Typed, shown};
use crate::access::{Staff, encoded};
use crate::app::App;
use crate::body::multipart;
use crate::error::PageError;
use crate::form;
use crate::frame::Reader;
use crate::parts::FieldError;

/// Bytes of a form around its file.
const AROUND: usize = 1 << 20;

/// Bytes of a field that is no file.
const FIELD: usize = 16 << 10;

/// `GET /cases/{id}/files/{n}`: the file of a document, by its number in the case. It is never shown within our pages: a
/// browser keeps it, under the title of its document.
///
/// # Errors
/// There is no such case or file for this reader, its mark keeps it from the role, or the database is away.
pub async fn fetch(
    State(app): State<App>,
    who: Staff,
    Path((id, n)): Path<(Uuid, u32)>,
) -> Result<Response, PageError> {
    let (state, _) = loaded(&app, &who, id).await?;
    let file = papers(&state).into_iter().find(|p| p.number == n).and_then(|p| p.paper.file);
    let opened = app.platform.open_file(who.actor(), id, file.ok_or(PageError::NotFound)?).await?;
    // Only a type that the data standard names is told to a browser, with the ending that belongs to it.
    let ending = shipped().code_of(&opened.media);
    let (kind, name) = if ending.is_empty() {
        ("application/octet-stream", opened.title)
    } else {
        (&*opened.media, format!("{}.{ending}", opened.title))
    };
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&name.replace('/', "_")));
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_LENGTH, opened.size.to_string()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(opened.content)).into_response())
}

/// `POST /cases/{id}/files`: adds a file to a document that is there, or with a new one. It is never whole in memory.
///
/// # Errors
/// There is no such case for this reader, the request is none of our form, or the database is away.
pub async fn add(
    State(app): State<App>,
    reader: Reader,
    who: Staff,
    Path(id): Path<Uuid>,
    request: Request,
) -> Result<Response, PageError> {
    loaded(&app, &who, id).await?;
    // The limit is the data standard's; what is larger is refused in words while it comes.
    let most = usize::try_from(shipped().size.n).unwrap_or(usize::MAX).saturating_add(AROUND);
    let Some(mut form) = multipart(request, most).await else {
        return Ok(StatusCode::BAD_REQUEST.into_response());
    };
    let mut typed = Typed::default();
    loop {
        let Ok(next) = form.next_field().await else { return Ok(StatusCode::BAD_REQUEST.into_response()) };
        // The file comes last: whatever says what it is stands before it.
        let Some(mut field) = next else {
            let errors = vec![form::wrong("file", reader.w.say("web-case-file-needed"))];
            return shown(&app, &reader, &who, id, typed, errors).await;
        };
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            let errors = take(&app, &reader, &who, id, &typed, &mut field).await?;
            // A browser shows an answer only when it has sent everything.
            while let Ok(Some(_)) = field.chunk().await {}
            drop(field);
            return match errors {
                None => Ok(Redirect::to(&format!("/cases/{id}#timeline")).into_response()),
                Some(errors) => shown(&app, &reader, &who, id, typed, errors).await,
            };
        }
        let Some(text) = small(&mut field).await else { return Ok(StatusCode::BAD_REQUEST.into_response()) };
        match &*name {
            "document" => typed.document = text,
            "new_title" => typed.new_title = text,
            "secrecy" => typed.secrecy = text,
            _ => {}
        }
    }
}

/// The text of a field that is no file.
async fn small(field: &mut Field<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.ok()? {
        if bytes.len() + chunk.len() > FIELD {
            return None;
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).map(|text| text.trim().to_owned())
}

/// Takes the file in; answers what is wrong with it, if anything is.
async fn take(
    app: &App,
    reader: &Reader,
    who: &Staff,
    id: Uuid,
    typed: &Typed,
    field: &mut Field<'_>,
) -> Result<Option<Vec<FieldError>>, PageError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(Some(vec![form::wrong("file", reader.w.say("web-case-file-needed"))]));
    }
    let Some(which) = which(typed) else {
        return Ok(Some(vec![form::wrong("document", reader.w.say("web-choose-one"))]));
    };
    if matches!(&which, Which::New { title, .. } if title.is_empty()) {
        return Ok(Some(vec![form::wrong("new_title", reader.w.say("web-case-title-needed"))]));
    }
    let secrecy = match &*typed.secrecy {
        "" => None,
        text => match text.parse::<Secrecy>() {
            Ok(mark) => Some(mark),
            Err(()) => return Ok(Some(vec![form::wrong("secrecy", reader.w.say("web-choose-one"))])),
        },
    };
    let wish = FileWish { file: StoredFile::default(), secrecy, which };
    let now = app.platform.now().as_microsecond().to_be_bytes();
    let cause = uuid_of(&[b"file form", id.as_bytes(), who.actor().person.as_bytes(), name.as_bytes(), &now]);
    let content = StreamReader::new(field.map_err(std::io::Error::other));
    match app.platform.attach(who.actor(), id, wish, &name, content, cause).await? {
        Ok(_) => Ok(None),
        Err(refusal) => {
            let at_form = |mut error: FieldError| {
                if error.name == "documents" {
                    error.name = "file".to_owned();
                }
                error
            };
            Ok(Some(form::case_errors(reader.w, &refusal).into_iter().map(at_form).collect()))
        }
    }
}

/// The document that gets the file: one that was shown (step, list, place, title), or a new one.
fn which(typed: &Typed) -> Option<Which> {
    if typed.document.is_empty() {
        return Some(Which::New { evidence: false, step: None, title: typed.new_title.clone() });
    }
    let mut parts = typed.document.splitn(4, '.');
    Some(Which::There {
        step: parts.next()?.parse().ok()?,
        evidence: parts.next()? == "e",
        position: parts.next()?.parse().ok()?,
        title: parts.next()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_named_by_its_place_and_its_title() {
        let typed = |document: &str| Typed { document: document.to_owned(), ..Typed::default() };
        let title = "笔录 2.1".to_owned();
        let there = Which::There { evidence: true, position: 3, step: 2, title };
        assert_eq!(which(&typed("2.e.3.笔录 2.1")), Some(there));
        assert_eq!(which(&typed("2.e")), None);
        let new = Which::New { evidence: false, step: None, title: String::new() };
        assert_eq!(which(&typed("")), Some(new));
    }
}
