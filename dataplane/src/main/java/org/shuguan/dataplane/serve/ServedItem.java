package org.shuguan.dataplane.serve;

/// An item that a grant gives.
///
/// @param name as the catalog names it
/// @param column its column in the table
public record ServedItem(String name, String column, ItemMask mask) {}
