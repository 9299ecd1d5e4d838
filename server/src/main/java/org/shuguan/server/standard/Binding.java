package org.shuguan.server.standard;

import java.util.UUID;

/// An item of an entry that follows a data element.
///
/// @param item name of the item
/// @param element identifier of the data element
public record Binding(UUID entry, String item, String element) {}
