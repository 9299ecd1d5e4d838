package org.shuguan.server.document;

import java.time.Instant;
import java.util.UUID;
import org.shuguan.server.institution.OfficerId;

/// Somebody says that they have read a document.
///
/// @param at when they said so first
public record Receipt(UUID document, OfficerId officer, String officerName, Instant at) {}
