package org.shuguan.dataplane.lake;

import org.jspecify.annotations.Nullable;

/// A column of a table of the lake.
///
/// @param name unique in its table, upper and lower case not distinguished
/// @param key whether it belongs to the key by which rows are compared
/// @param comment what it means, null for nothing
public record LakeColumn(
        String name, LakeType type, boolean key, @Nullable String comment) {}
