package org.shuguan.dataplane.source;

import java.util.List;

/// Opens and tests sources.
public final class Sources {
    private Sources() {}

    /// Opens a source.
    ///
    /// @throws SourceUnreadable if the address, the credentials or the rights are wrong
    public static OpenSource open(Source source) throws SourceUnreadable {
        return switch (source) {
            case Source.Database database ->
                switch (database.kind()) {
                    case Source.BuiltIn.POSTGRESQL -> new PostgresSource(database);
                    case Source.BuiltIn.MYSQL -> new MysqlSource(database);
                    case DescribedKind driven -> new DescribedDatabaseSource(database, driven);
                };
            case Source.Files files -> new FileSource(files);
            case Source.Http http -> new HttpSource(http);
        };
    }

    /// Tests a connection without a census 测试连接.
    ///
    /// @return number of visible tables
    /// @throws SourceUnreadable with the reason if it cannot be read
    public static int check(Source source) throws SourceUnreadable {
        try (OpenSource open = open(source)) {
            List<Table> tables = open.tables();
            if (tables.isEmpty()) {
                throw new SourceUnreadable(SourceUnreadable.Reason.EMPTY, "no table is visible to this user", null);
            }
            open.checkRows(tables);
            return tables.size();
        }
    }
}
