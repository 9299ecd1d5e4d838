package org.shuguan.dataplane.lake;

/// Where a lake is: its files, and the database with its catalog.
///
/// @param place of the files
/// @param url JDBC address of the PostgreSQL database, built from checked fields
/// @param schema schema of the catalog's tables `iceberg_tables` and `iceberg_namespace_properties`
public record LakeAddress(LakePlace place, String url, String user, String password, String schema) {
    public LakeAddress {
        if (!schema.matches("[a-z_][a-z0-9_]*")) {
            throw new IllegalArgumentException(schema);
        }
    }

    String urlWithSchema() {
        return url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    @Override
    public String toString() {
        return "lake in " + place + ", catalog in " + url;
    }
}
