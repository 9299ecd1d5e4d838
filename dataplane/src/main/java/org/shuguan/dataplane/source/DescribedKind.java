package org.shuguan.dataplane.source;

import java.sql.Driver;

/// A kind of database that is read through a driver from the operator's folder, as its description says.
///
/// @param driver driver, loaded by a class loader of its own
public record DescribedKind(DatabaseDescription description, Driver driver) implements Source.Kind {
    @Override
    public String word() {
        return description.name();
    }

    @Override
    public int defaultPort() {
        return description.port();
    }
}
