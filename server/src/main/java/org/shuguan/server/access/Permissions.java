package org.shuguan.server.access;

import java.util.List;

/// The permissions of a module, told to `access` as a bean so that a session can say which of them a person has
/// anywhere.
public record Permissions(List<? extends Permission> all) {
    public static Permissions of(Permission... permissions) {
        return new Permissions(List.of(permissions));
    }
}
