package org.shuguan.server.document;

import java.time.Instant;
import java.util.UUID;
import org.shuguan.dataplane.detect.Grade;
import org.shuguan.server.institution.OfficerId;

/// A file that belongs to something.
///
/// @param subject what it belongs to, for example `meeting <id>`
/// @param title name of the file
public record Document(
        UUID id,
        String subject,
        String title,
        Grade grade,
        long bytes,
        String sha256,
        String addedBy,
        OfficerId addedById,
        Instant addedAt) {}
