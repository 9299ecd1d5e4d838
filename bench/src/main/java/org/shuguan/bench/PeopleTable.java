package org.shuguan.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.postgresql.PGConnection;
import org.shuguan.dataplane.detect.ResidentId;
import org.shuguan.dataplane.source.Source;

/// A generated table of 12 columns about people, as a CSV file and in PostgreSQL.
final class PeopleTable {
    private static final String[] NAMES = {"王伟", "李秀英", "张敏", "刘静", "欧阳文", "陈洋", "梁志明", "何桂芳"};
    private static final String[] DISTRICTS = {"端州区", "鼎湖区", "高要区", "四会市"};
    private static final String COLUMNS = "id,idno,name,sex,phone,birth,amount,address,region,status,credit,updated";

    private PeopleTable() {}

    /// Writes the file; the same rows each time.
    static void generate(Path file, long rows) throws IOException {
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(COLUMNS + "\n");
            for (long i = 0; i < rows; i++) {
                int year = 1880 + random.nextInt(30);
                String digits = "44120" + (2 + random.nextInt(3)) + year + two(1 + random.nextInt(12))
                        + two(1 + random.nextInt(28)) + (100 + random.nextInt(900));
                out.write(i + "," + digits + ResidentId.check(digits) + "," + NAMES[random.nextInt(NAMES.length)] + ","
                        + (1 + random.nextInt(2)) + ",13" + (100_000_000 + random.nextInt(900_000_000)) + "," + year
                        + "-" + two(1 + random.nextInt(12)) + "-" + two(1 + random.nextInt(28)) + ","
                        + random.nextInt(100_000) + "." + two(random.nextInt(100)) + ",肇庆市"
                        + DISTRICTS[random.nextInt(DISTRICTS.length)] + "建设路" + random.nextInt(999) + "号,44120"
                        + (2 + random.nextInt(3)) + "," + (random.nextInt(9) == 0 ? "停保" : "正常") + ",91441200MA"
                        + (10_000_000 + random.nextInt(90_000_000)) + ",2024-" + two(1 + random.nextInt(12)) + "-"
                        + two(1 + random.nextInt(28)) + " 0" + random.nextInt(10) + ":30:00\n");
            }
        }
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    /// Copies the file into a new table `people` of the database `postgres`.
    static void load(Path file, EmbeddedPostgres postgres) throws SQLException, IOException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table people (id bigint, idno text, name text, sex int, phone text, birth date,"
                    + " amount numeric(12,2), address text, region text, status text, credit text, updated timestamp)");
            try (var in = Files.newInputStream(file)) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("copy people from stdin (format csv, header)", in);
            }
            statement.execute("vacuum analyze people");
        }
    }

    /// The database with the table, as a source.
    static Source.Database source(EmbeddedPostgres postgres) {
        return new Source.Database(
                Source.Kind.POSTGRESQL,
                "127.0.0.1",
                postgres.getPort(),
                "postgres",
                List.of("public"),
                "postgres",
                null,
                Source.Limits.DEFAULT);
    }

    /// The peer: `psql` that copies the table to nowhere.
    static boolean psql(int port) throws Exception {
        Process process = new ProcessBuilder(
                        "psql",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-U",
                        "postgres",
                        "-c",
                        "copy people to stdout")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("psql failed");
        }
        return true;
    }
}
