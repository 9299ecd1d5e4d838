package org.shuguan.dataplane.source;

import java.util.List;

/// Opens sources.
public final class Sources {
    private Sources() {}

    /// @throws SourceUnreadable saying what is wrong with the address or the rights
    public static OpenSource open(Source source) throws SourceUnreadable {
        return switch (source) {
            case Source.Database database ->
                switch (database.kind()) {
                    case Source.BuiltIn.POSTGRESQL -> new PostgresSource(database);
                    case Source.BuiltIn.MYSQL -> new MysqlSource(database);
                    case DrivenKind driven -> new DialectSource(database, driven);
                };
            case Source.Files files -> new FileSource(files);
            case Source.Http http -> new HttpSource(http);
        };
    }

    /// Tries a source without reading rows: 测试连接.
    ///
    /// @return how many tables can be seen
    /// @throws SourceUnreadable saying what is wrong
    public static int check(Source source) throws SourceUnreadable {
        try (OpenSource open = open(source)) {
            List<Table> tables = open.tables();
            if (tables.isEmpty()) {
                throw new SourceUnreadable(SourceUnreadable.Reason.EMPTY, "no table can be seen", null);
            }
            open.tried(tables);
            return tables.size();
        }
    }
}
