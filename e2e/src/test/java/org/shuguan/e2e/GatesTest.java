package org.shuguan.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The attacks of SECURITY.md's table through HTTP and the database, against the packaged server with 512 MB of
/// heap. After each of them the server still answers, and has written no stack trace.
class GatesTest {
    private static final String PASSWORD = "Duanyan-2026!";
    private static final int MEGABYTE = 1 << 20;
    /// In milliseconds, of the median of five to-do lists after an attack.
    private static final long PROMPT = 500;

    private static City city;

    @BeforeAll
    static void open() {
        city = new City(Map.of(), "512m");
    }

    @AfterAll
    static void close() {
        city.close();
    }

    @AfterEach
    void theServerAnswersAndHasNothingToComplainOf() {
        Caller cdo = as("gaj.cdo");
        cdo.json("/api/todos");
        long[] took = IntStream.range(0, 5)
                .mapToLong(n -> {
                    long start = System.nanoTime();
                    cdo.json("/api/todos");
                    return (System.nanoTime() - start) / 1_000_000;
                })
                .sorted()
                .toArray();
        assertThat(took[2]).as("a to-do list, in ms: " + Arrays.toString(took)).isLessThan(PROMPT);
        assertThat(city.logged()).doesNotContain("\n\tat ").doesNotContain("OutOfMemory");
    }

    @Test
    void bodiesOfStrangersAreNotRead() throws Exception {
        Caller stranger = new Caller(city.address());
        assertThat(sendsMuch(stranger, "/api/catalog/imports?unit=03&name=a.xlsx", "application/octet-stream", 300))
                .isIn(0, 401, 403, 413);
        assertThat(sendsMuch(stranger, "/api/catalog/imports", "multipart/form-data; boundary=x", 300))
                .isIn(0, 401, 403, 413, 415);
        assertThat(sendsMuch(stranger, "/api/session", "application/json", 95)).isIn(0, 413);
        assertThat(bytesIn(city.home().resolve("scratch"))).isLessThan(10L * MEGABYTE);
    }

    @Test
    void eightHugePasswordsAtOnceAreRefusedAndTheSignedInGoOn() throws Exception {
        Caller officer = as("hjj.cdo");
        try (ExecutorService attackers = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> attacks = IntStream.range(0, 8)
                    .mapToObj(n -> attackers.submit(
                            () -> sendsMuch(new Caller(city.address()), "/api/session", "application/json", 95)))
                    .toList();
            assertThat(officer.get("/api/todos").statusCode()).isEqualTo(200);
            for (Future<Integer> attack : attacks) {
                assertThat(attack.get()).isIn(0, 413);
            }
        }
    }

    @Test
    void aCellBeyondASpreadsheetsLimitsIsRefused() {
        byte[] workbook = workbook("ZZZZZZ9999");
        Caller bureau = as("bureau");
        for (String path : List.of("/api/institution/workbook/preview", "/api/institution/workbook")) {
            HttpResponse<String> answer = uploads(bureau, path, workbook);
            assertThat(answer.statusCode()).as(path + answer.body()).isBetween(400, 499);
        }
        Caller steward = as("gaj.steward");
        String source = created(steward.call("POST", "/api/census/sources", Map.of("kind", "files", "name", "门外之表")));
        HttpResponse<String> sent = uploads(steward, "/api/census/sources/" + source + "/files?name=a.xlsx", workbook);
        assertThat(sent.statusCode()).isIn(200, 201, 204, 400, 422);
        assertThat(steward.get("/api/census/sources/" + source + "/reading?file=a.xlsx")
                        .statusCode())
                .isLessThan(500);
    }

    @Test
    void theApplicationsDatabaseRoleCannotAlterTheRecord() throws Exception {
        try (Connection role = applicationsRole()) {
            for (String attack : List.of(
                    "alter table audit.entry disable trigger all",
                    "update audit.entry set actor = 'nobody' where sequence = 1",
                    "delete from audit.entry where sequence > 5",
                    "truncate audit.entry",
                    "update audit.head set sequence = 5",
                    "drop table audit.entry",
                    "set session_replication_role = replica",
                    "create or replace function audit.refuse_change() returns trigger language plpgsql as"
                            + " $$ begin return new; end $$")) {
                assertThatThrownBy(() -> {
                            try (var statement = role.createStatement()) {
                                statement.execute(attack);
                            }
                        })
                        .as(attack)
                        .isInstanceOf(SQLException.class);
            }
        }
        assertThat(city.says("audit", "verify")).contains("in order").contains("exit code 0");
    }

    @Test
    void anAdministratorAloneLearnsNoPasswordAndTakesNoPower() {
        Caller admin = as("admin");
        String cdo = account(admin, "swj.cdo").get("id").getAsString();
        HttpResponse<String> reset = admin.call("POST", "/api/accounts/" + cdo + "/reset", "{}", "application/json");
        assertThat(reset.statusCode()).isBetween(400, 499);
        assertThat(as("swj.cdo").get("/api/session").statusCode()).isEqualTo(200);

        JsonObject auditor = account(admin, "auditor");
        HttpResponse<String> disabled = admin.call(
                "POST", "/api/accounts/" + auditor.get("id").getAsString() + "/disable", "{}", "application/json");
        assertThat(disabled.statusCode()).isBetween(400, 499);

        HttpResponse<String> shadow =
                admin.call("POST", "/api/institution/appointments", appointment("影子", "auditor", "07"));
        assertThat(shadow.statusCode()).as(shadow.body()).isBetween(400, 499);
        assertThat(as("auditor").get("/api/audit").statusCode()).isEqualTo(200);
    }

    @Test
    void delegationsAreBoundedAndNotBackdated() {
        Caller cdo = as("rsj.cdo");
        String steward = officerOf(as("rsj.steward"));
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        for (LocalDate[] period : new LocalDate[][] {
            {today, LocalDate.of(2099, 12, 31)}, {today.minusDays(30), today.plusDays(1)}, {today, today.minusDays(1)}
        }) {
            HttpResponse<String> answer = cdo.call(
                    "POST",
                    "/api/todos/delegations",
                    Map.of(
                            "role",
                            "unit-cdo",
                            "unit",
                            "04",
                            "to",
                            steward,
                            "from",
                            period[0].toString(),
                            "until",
                            period[1].toString()));
            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        }
    }

    @Test
    void anAddressFromAHeaderIsNotBelieved() {
        Caller forger = new Caller(city.address());
        String letters = "<script>" + "x".repeat(6000);
        for (String[] header : new String[][] {
            {"X-Forwarded-For", "203.0.113.7"},
            {"X-Real-IP", "203.0.113.7"},
            {"Forwarded", "for=203.0.113.7"},
            {"X-Forwarded-For", letters}
        }) {
            forger.call(
                    "POST",
                    "/api/session",
                    BodyPublishers.ofString("{\"username\":\"newcomer\",\"password\":\"wrong-2026\"}"),
                    "application/json",
                    header);
        }
        String record = as("auditor").get("/api/audit?q=newcomer&size=50").body();
        assertThat(record).contains("127.0.0.1").doesNotContain("203.0.113.7").doesNotContain("<script>");
    }

    @Test
    void aPageThatAsksByItselfKeepsNoSessionAlive() throws Exception {
        Caller officer = as("zyj.cdo");
        try (Connection role = applicationsRole();
                var statement = role.createStatement()) {
            String lastUse =
                    "select max(last_access_time) from identity.spring_session where principal_name like '%zyj.cdo%'";
            long before = number(statement, lastUse);
            for (int n = 0; n < 3; n++) {
                assertThat(officer.call(
                                        "GET",
                                        "/api/notices",
                                        BodyPublishers.noBody(),
                                        "application/json",
                                        "X-Background",
                                        "true")
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(number(statement, lastUse)).isEqualTo(before);
        }
    }

    @Test
    void whoLeavesAndWhoIsRefusedIsRecorded() {
        Caller officer = as("jyj.cdo");
        assertThat(officer.get("/api/audit").statusCode()).isEqualTo(403);
        officer.call(
                "POST", "/api/session/password", Map.of("current", "not-mine-2026", "next", "Lu1-quan4-men2-kou3!"));
        assertThat(officer.call("DELETE", "/api/session", "", "application/json")
                        .statusCode())
                .isEqualTo(204);
        Caller auditor = as("auditor");
        auditor.get("/api/audit/export.csv");
        String record = auditor.get("/api/audit?q=jyj.cdo&size=50").body();
        assertThat(record).contains("sign-out").contains("refused");
        assertThat(auditor.get("/api/audit?q=audit.&size=50").body()).contains("audit.export");
    }

    @Test
    void aRoleIsHeldWhereItFitsOrRefused() {
        HttpResponse<String> answer =
                as("bureau").call("POST", "/api/institution/appointments", appointment("某人", "city-cdo", "03"));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.statusCode()).isNotEqualTo(404);
    }

    @Test
    void aSessionReadInTheDatabaseDoesNotSignIn() throws Exception {
        Caller officer = as("dzq.cdo");
        String id = officer.cookie("SHUGUAN");
        try (Connection role = applicationsRole();
                var statement = role.createStatement()) {
            String decoded = new String(java.util.Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
            assertThat(number(
                            statement,
                            "select count(*) from identity.spring_session where session_id in ('" + id + "', '"
                                    + decoded + "')"))
                    .isZero();
        }
    }

    @Test
    void hostileTextsAreRefusedWithASentence() throws IOException {
        Caller bureau = as("bureau");
        for (String path : List.of(
                "/api/catalog/entries?q=%",
                "/api/catalog/entries?q=%00",
                "/api/catalog/entries?q=%u002e",
                "/api/catalog/search?q=" + "a".repeat(3000))) {
            assertThat(raw(bureau, path))
                    .as(path)
                    .startsWith("HTTP/1.1 4")
                    .containsIgnoringCase("X-Content-Type-Options: nosniff");
        }
        Map<String, Object> entry = new HashMap<>();
        entry.put(
                "relatedCodes",
                IntStream.range(0, 100_000).mapToObj(n -> "307" + n).toList());
        for (String body : List.of(
                "{}",
                "[]",
                "null",
                "{\"title\":\"a\\u0000b\"}",
                "{\"title\":\"a\\u202eb\"}",
                "{\"title\":\"\\ud800\"}")) {
            HttpResponse<String> answer = bureau.call("POST", "/api/demands", body, "application/json");
            assertThat(answer.statusCode()).as(body + answer.body()).isBetween(400, 499);
            assertThat(answer.body()).contains("\"detail\"");
        }
        HttpResponse<String> many =
                as("gaj.steward").call("POST", "/api/catalog/entries", Map.of("unit", "03", "content", entry));
        assertThat(many.statusCode()).as(many.body()).isBetween(400, 499);
    }

    @Test
    void targetsInsideTheHouseAreNotTriedInWhateverForm() {
        Caller steward = as("gaj.steward");
        for (String host :
                List.of("::169.254.169.254", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::ffff:169.254.169.254")) {
            HttpResponse<String> answer = steward.call(
                    "POST",
                    "/api/census/sources/test",
                    Map.of(
                            "kind",
                            "postgresql",
                            "name",
                            "x",
                            "host",
                            host,
                            "port",
                            5432,
                            "database",
                            "x",
                            "user",
                            "x",
                            "secret",
                            "x"));
            assertThat(answer.statusCode()).as(host + answer.body()).isBetween(400, 499);
        }
    }

    @Test
    void onlyTheOwnerReadsTheHome() throws Exception {
        try (Stream<Path> all = Files.walk(city.home())) {
            assertThat(all.filter(path -> !Files.isSymbolicLink(path))
                            .filter(path -> !path.startsWith(city.home().resolve("postgresql")))
                            .filter(GatesTest::isReadableByOthers))
                    .isEmpty();
        }
    }

    private static boolean isReadableByOthers(Path path) {
        try {
            return Files.getPosixFilePermissions(path).stream()
                    .anyMatch(permission -> !permission.name().startsWith("OWNER"));
        } catch (java.nio.file.NoSuchFileException gone) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Caller as(String account) {
        return new Caller(city.address()).signIn(account, PASSWORD);
    }

    private static String officerOf(Caller caller) {
        return caller.json("/api/session")
                .getAsJsonObject()
                .getAsJsonObject("officer")
                .get("id")
                .getAsString();
    }

    private static JsonObject account(Caller administrator, String name) {
        JsonArray items = administrator
                .json("/api/accounts?size=100&q=" + name)
                .getAsJsonObject()
                .getAsJsonArray("items");
        for (JsonElement item : items) {
            JsonObject row = item.getAsJsonObject();
            JsonObject account = row.has("account") ? row.getAsJsonObject("account") : row;
            if (account.get("name").getAsString().equals(name)) {
                return account;
            }
        }
        throw new IllegalStateException("no account " + name + " in " + items);
    }

    private static Map<String, Object> appointment(String name, String role, String unit) {
        return Map.of(
                "officerName",
                name,
                "role",
                role,
                "unit",
                unit,
                "position",
                "某职",
                "from",
                LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).toString());
    }

    private static String created(HttpResponse<String> answer) {
        if (answer.statusCode() != 200 && answer.statusCode() != 201) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return com.google.gson.JsonParser.parseString(answer.body())
                .getAsJsonObject()
                .get("id")
                .getAsString();
    }

    private static HttpResponse<String> uploads(Caller caller, String path, byte[] content) {
        return caller.call("POST", path, BodyPublishers.ofByteArray(content), "application/octet-stream");
    }

    /// @return the status, 0 if the server closed the connection before it had read all
    private static int sendsMuch(Caller caller, String path, String type, int megabytes) {
        try {
            return caller.call(
                            "POST",
                            path,
                            BodyPublishers.ofInputStream(() -> new Letters((long) megabytes * MEGABYTE)),
                            type)
                    .statusCode();
        } catch (UncheckedIOException closed) {
            return 0;
        }
    }

    /// Sends a request line that no client library would, in the session of the caller.
    private static String raw(Caller caller, String path) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(city.address()).getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: SHUGUAN="
                                    + caller.cookie("SHUGUAN") + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Connection applicationsRole() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + city.secret("database.port") + "/shuguan",
                "shuguan",
                city.secret("database.password"));
    }

    private static long number(java.sql.Statement statement, String question) throws SQLException {
        try (var rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static long bytesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /// A workbook with one cell.
    private static byte[] workbook(String cell) {
        Map<String, String> parts = Map.of(
                "[Content_Types].xml",
                "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                        + "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                        + "<Override PartName='/xl/workbook.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>"
                        + "<Override PartName='/xl/worksheets/sheet1.xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/>"
                        + "</Types>",
                "_rels/.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                        + "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='xl/workbook.xml'/></Relationships>",
                "xl/workbook.xml",
                "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
                        + "<sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
                        + "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='9999'>"
                        + "<c r='" + cell + "' t='inlineStr'><is><t>x</t></is></c></row></sheetData></worksheet>");
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            zip.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A sign-in with a password of so many letters, made while it is sent.
    private static final class Letters extends InputStream {
        private static final byte[] BEGIN =
                "{\"username\":\"admin\",\"password\":\"".getBytes(StandardCharsets.US_ASCII);

        private int begun;
        private long left;

        Letters(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            if (begun < BEGIN.length) {
                return BEGIN[begun++];
            }
            return left-- > 0 ? 'a' : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (begun < BEGIN.length) {
                into[from] = BEGIN[begun++];
                return 1;
            }
            if (left <= 0) {
                return -1;
            }
            int n = (int) Math.min(left, length);
            Arrays.fill(into, from, from + n, (byte) 'a');
            left -= n;
            return n;
        }
    }
}
