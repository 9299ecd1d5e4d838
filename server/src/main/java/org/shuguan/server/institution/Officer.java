package org.shuguan.server.institution;

/// A person of the institution. Only the name is stored.
public record Officer(OfficerId id, String name) {}
