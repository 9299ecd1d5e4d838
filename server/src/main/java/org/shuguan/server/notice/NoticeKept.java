package org.shuguan.server.notice;

import java.time.Instant;
import org.shuguan.server.institution.OfficerId;

/// A notice was kept for a person. Published in the transaction that keeps it, for modules that bring it to the person
/// by other ways than the page.
///
/// @param notice its id ([NoticeReader])
public record NoticeKept(OfficerId officer, long notice, Instant at) {}
