package org.shuguan.server.approval;

import java.util.List;

/// What a reader may do with a case now: an outcome of its step, and what it must be given.
public record CaseAction(String outcome, List<CaseType.Field> fields) {}
