package org.shuguan.server.platform;

import org.springframework.http.HttpStatus;

/// A request was refused because of who sent it: nobody is signed in (401), or the person may not do it (403).
///
/// @param code of the [Refusal]
/// @param path template of the handler, for example `/api/tasks/{id}`; the path itself if no handler was chosen
/// yet
/// @param uri the path as it was sent, with ids
public record RequestRefused(String code, HttpStatus status, String method, String path, String uri) {}
