package org.shuguan.server.exchange;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request of a machine client, whatever server received it.
///
/// @param path as it was sent
/// @param query as it was sent, empty without one
/// @param parameters decoded
/// @param token of the client, null without one
/// @param accept the wanted form of the answer, null if the client does not say
/// @param known `If-None-Match`: the tag of the answer that the client has
/// @param range `Range`: the part of a file that is wanted
/// @param ifRange `If-Range`: the tag of the file of which the client has a part
/// @param lastEvent `Last-Event-ID`: the last change that the client has of a stream
/// @param address of the client
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Request(
        String method,
        String path,
        String query,
        Map<String, List<String>> parameters,
        byte[] body,
        @Nullable String token,
        @Nullable String accept,
        @Nullable String known,
        @Nullable String range,
        @Nullable String ifRange,
        @Nullable String lastEvent,
        String address) {}
