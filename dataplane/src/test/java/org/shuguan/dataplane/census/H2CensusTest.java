package org.shuguan.dataplane.census;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.shuguan.dataplane.source.DescribedKind;
import org.shuguan.dataplane.source.Source;

/// The database contract on a database without built-in support: an H2 server, its driver in a folder and a
/// description defined here. Keys come from the driver's metadata, the rest from the database's dictionary.
class H2CensusTest extends DatabaseCensusContract {
    private static final String DESCRIPTION = """
            name: harbour-master
            title: H2
            driver: org.h2.Driver
            url: jdbc:h2:tcp://{host}:{port}/{database};IFEXISTS=TRUE;DATABASE_TO_LOWER=TRUE
            port: 9092
            schemas: select schema_name from information_schema.schemata order by 1
            system: [information_schema]
            tables: |
              select t.table_schema, t.table_name, t.table_type, coalesce(t.remarks, ''), t.row_count_estimate, -1
                from information_schema.tables t where t.table_schema in ({schemas}) order by 1, 2
            columns: |
              select c.table_schema, c.table_name, c.column_name, c.data_type, c.character_maximum_length,
                     c.is_nullable, c.remarks
                from information_schema.columns c where c.table_schema in ({schemas})
               order by c.table_schema, c.table_name, c.ordinal_position
            keys: |
              select k.table_schema, k.table_name, k.constraint_name, k.constraint_type, u.column_name
                from information_schema.table_constraints k
                join information_schema.key_column_usage u
                  on u.constraint_schema = k.constraint_schema and u.constraint_name = k.constraint_name
               where k.constraint_type in ('PRIMARY KEY', 'UNIQUE') and k.table_schema in ({schemas})
               order by 1, 2, 3, u.ordinal_position
            as:
              BINARY LARGE OBJECT|BINARY VARYING: octet_length({column})
            sample: where rand() < {share} limit {rows}
            first: limit {rows}
            reasons:
              "90149": DATABASE_MISSING
              "90146": DATABASE_MISSING
              "90067": REFUSED
            """;

    private static DescribedKind kind;
    private static Server server;
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        kind = new DriverFolder()
                .with("org.h2.Driver")
                .describedBy("h2.yaml", DESCRIPTION)
                .kind("harbour-master");
        folder = Files.createTempDirectory("shuguan-h2");
        server = Server.createTcpServer("-tcpPort", "0", "-baseDir", folder.toString())
                .start();
        restore("shop", new H2CensusTest().populate());
        restore("harbour", List.of(script("harbour.sql").replaceAll("(?m)^--.*$", "")));
        restore("samples", List.of("""
                create table crowd as select x as i, concat('one of many ', x) as line from system_range(1, 30000) r(x);
                create table shrunk as select x as i from system_range(1, 30000) r(x);
                analyze;
                delete from shrunk where i > 3
                """));
        restore("oddities", List.of("""
                create table "Odd Things" ("Id" int primary key, span interval day to second, words varchar array,
                    feels enum('int', 'date'), doc json, seen timestamp with time zone, "is ok?" boolean, uid uuid,
                    ratio double precision, picture blob);
                insert into "Odd Things" select x, interval '1' day, array['a,b', 'c'], 'int', json '{"n": 10}',
                    timestamp with time zone '2024-05-01 10:00:00+08', x > 1, '5f0c1a52-0000-4000-8000-000000000001', x / 3.0,
                    x'00ff' from system_range(1, 30) r(x)
                """));
    }

    private static void restore(String database, List<String> scripts) throws SQLException {
        String url = "jdbc:h2:" + folder.resolve(database) + ";DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "owner", "owner");
                Statement statement = connection.createStatement()) {
            for (String script : scripts) {
                statement.execute(script);
            }
            statement.execute("create user if not exists reader password 'reader'");
            statement.execute("grant select on schema public to reader");
        }
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @Override
    List<String> populate() {
        return List.of(
                "create table \"人员\" (id int primary key, sfzh varchar(18) not null, bz varchar, jcrq date)",
                "comment on table \"人员\" is '参保人员'",
                "comment on column \"人员\".sfzh is '身份证号'",
                "insert into \"人员\" select x, case mod(x, 3) when 0 then '441202190001010013' when 1 then"
                        + " '441283190102030425' else '441201190501010056' end, case mod(x, 5) when 0 then null"
                        + " when 1 then '' else concat('x', x) end, dateadd(day, x, date '2020-01-01') from system_range(1, 500) r(x)",
                "create table payment (no identity primary key, person int references \"人员\", amount numeric(12,2), photo blob)",
                "insert into payment (person, amount, photo) select x, x * 1.5, x'00ff' from system_range(1, 300) r(x)",
                "create table \"we\"\"ird'; drop table payment; --\" (\"a \"\"b\"\", c'\" varchar, \"select\" varchar)",
                "insert into \"we\"\"ird'; drop table payment; --\" values ('𬱖㛃 \"引号\", 逗号' || char(10) || '换行', '\\N'), ('', null)");
    }

    @Override
    Connection administrator() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:" + folder.resolve("shop"), "owner", "owner");
    }

    @Override
    Source.Database address(String user, String secret, String database) {
        return new Source.Database(
                kind, "127.0.0.1", server.getPort(), database, List.of(), user, secret, Source.Limits.DEFAULT);
    }

    @Override
    String reader() {
        return "reader";
    }

    @Override
    String database() {
        return "shop";
    }

    @Override
    String oddities() {
        return """
                Odd Things TABLE 30
                  key [Id]
                  Id I = 1
                  span C = INTERVAL '1 00:00:00' DAY TO SECOND
                  words C = [a,b, c]
                  feels C = int
                  doc C = {"n":10}
                  seen T = 2024-05-01 10:00:00+08
                  is ok? L = FALSE
                  uid C = 5f0c1a52-0000-4000-8000-000000000001
                  ratio B = 0.333
                  picture G = 2
                """;
    }
}
