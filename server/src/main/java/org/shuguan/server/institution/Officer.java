package org.shuguan.server.institution;

/// A person of the institution. Nothing of them is kept but the name they sign with.
public record Officer(OfficerId id, String name) {}
