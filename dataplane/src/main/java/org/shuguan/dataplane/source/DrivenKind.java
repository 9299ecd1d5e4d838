package org.shuguan.dataplane.source;

import java.sql.Driver;

/// A kind of database that is read through a driver from the operator's folder, as its description says.
///
/// @param driver driver, loaded by a class loader of its own
public record DrivenKind(Dialect dialect, Driver driver) implements Source.Kind {
    @Override
    public String word() {
        return dialect.name();
    }

    @Override
    public int usualPort() {
        return dialect.port();
    }
}
