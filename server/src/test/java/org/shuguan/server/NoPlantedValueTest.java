package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// No output of a census contains a value of a person: takes a census of a personnel database, a hospital database
/// and two files by command and by server, and reads everything that comes out: files, every answer of the API,
/// downloads, log lines, and what the server stores.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class NoPlantedValueTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final UnitCode UNIT = new UnitCode("N1");
    private static final Charset GBK = Charset.forName("GB18030");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// Answers that have nothing of a census in them, or that a browser opens by itself.
    private static final List<String> APART = List.of("/api/public/", "/api/session", "/api/authority/questions");

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private final PlantedValues planted = new PlantedValues(20261129);
    private final PlantedDatabases databases = new PlantedDatabases(planted);
    /// Column → outputs that show a value of it.
    private final Map<String, Set<String>> leaks = new TreeMap<>();

    private int outputs;

    @Test
    void noOutputOfACensusContainsAValueOfAPerson(CapturedOutput log) throws Exception {
        String personnel = FreshDatabase.create("personnel");
        String hospital = FreshDatabase.create("hospital");
        databases.personnel(personnel);
        databases.hospital(hospital);
        byte[] titled = databases.titled().getBytes(GBK);
        byte[] headless = databases.headless().getBytes(GBK);
        assertThat(planted.count()).isGreaterThan(2_000);

        command(List.of(personnel, hospital), Map.of("随访.csv", titled, "无表头.csv", headless));
        server(List.of(personnel, hospital), Map.of("随访.csv", titled, "无表头.csv", headless));
        stored();
        look("log", log.getAll());

        assertThat(outputs).isGreaterThan(100);
        assertThat(leaks).as("%d outputs were read", outputs).isEmpty();
    }

    private void command(List<String> urls, Map<String, byte[]> files) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (var file : files.entrySet()) {
            Files.write(data.resolve(file.getKey()), file.getValue());
        }
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "org.shuguan.dataplane.cli.CensusMain",
                "census"));
        for (String url : urls) {
            URI at = URI.create(url.substring("jdbc:".length()));
            command.add("postgresql://postgres@" + at.getHost() + ":" + at.getPort() + at.getPath());
        }
        command.addAll(List.of(data.toString(), "--out", out.toString()));
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("SHUGUAN_SOURCE_SECRET", "unused");
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        // 3: the view whose query fails, and the lines that are no rows, were not read.
        assertThat(process.exitValue()).as(Files.readString(printed)).isEqualTo(3);
        look("command: printed", Files.readString(printed));
        for (String format : List.of("json", "xlsx", "md")) {
            look("command: census." + format, Files.readAllBytes(out.resolve("census." + format)));
        }
    }

    private void server(List<String> urls, Map<String, byte[]> files) throws Exception {
        SampleUnits.department(institution, UNIT);
        Visitor steward = visitor();
        Map<String, Set<String>> known = new LinkedHashMap<>();
        for (int i = 0; i < urls.size(); i++) {
            String source = database(steward, i == 0 ? "人事库" : "医院库", urls.get(i));
            known.computeIfAbsent("sources", of -> new TreeSet<>()).add(source);
            census(steward, source);
            if (i == 1) {
                databases.change(urls.get(i));
                census(steward, source);
            }
        }
        String source = steward.makes("/api/census/sources", Map.of("kind", "files", "name", "随访文件"))
                .get("id")
                .asString();
        known.computeIfAbsent("sources", of -> new TreeSet<>()).add(source);
        for (var file : files.entrySet()) {
            String path = "/api/census/sources/" + source + "/files?name="
                    + URLEncoder.encode(file.getKey(), StandardCharsets.UTF_8);
            look(
                    "upload of " + file.getKey(),
                    steward.uploads(path, file.getValue()).body());
        }
        census(steward, source);
        for (String name : files.keySet()) {
            String of = "/api/census/sources/" + source + "/reading";
            String file = "?file=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
            look("reading of " + name, steward.asks("GET", of + file, null).body());
            for (Map<String, ?> wish : List.of(
                    Map.of("delimiter", ","),
                    Map.of("delimiter", "|"),
                    Map.of("encoding", "UTF-16LE"),
                    Map.of("parts", List.of(Map.of("from", 1, "headerRows", 0))),
                    Map.of("parts", List.of(Map.of("from", 1, "headerRows", 1))),
                    Map.of("parts", List.of(Map.of("from", 3, "headerRows", 2))))) {
                look(
                        "preview of " + name + " " + wish,
                        steward.asks("POST", of + "/preview" + file, Map.of("reading", wish))
                                .body());
            }
        }
        for (JsonNode run : steward.reads("/api/census/runs?size=100").get("items")) {
            String id = run.get("run").get("id").asString();
            known.computeIfAbsent("runs", of -> new TreeSet<>()).add(id);
            List<String> read = new ArrayList<>();
            for (JsonNode table :
                    steward.reads("/api/census/runs/" + id + "/tables?size=100").get("items")) {
                known.computeIfAbsent("tables of " + id, of -> new TreeSet<>())
                        .add(table.get("id").asString());
                read.add(table.get("id").asString());
            }
            look(
                    "POST /api/catalog/entries/from-census",
                    steward.asks("POST", "/api/catalog/entries/from-census", Map.of("run", id, "tables", read))
                            .body());
        }
        for (JsonNode entry : steward.reads("/api/catalog/entries?size=100").get("items")) {
            known.computeIfAbsent("entries", of -> new TreeSet<>())
                    .add(entry.get("entry").asString());
        }
        everyAnswer(steward, known);
    }

    private Visitor visitor() {
        OfficerId officer = institution.enrol("普查专员");
        institution.appoint(
                officer, Role.DATA_STEWARD, UNIT, new Institution.Terms("职务", null, institution.today(), null));
        identity.open("n1.steward", officer, PASSWORD, false);
        return new Visitor(port).signIn("n1.steward", PASSWORD);
    }

    private static String database(Visitor steward, String name, String url) {
        URI at = URI.create(url.substring("jdbc:".length()));
        return steward.makes(
                        "/api/census/sources",
                        Map.of(
                                "kind",
                                "postgresql",
                                "name",
                                name,
                                "host",
                                "127.0.0.1",
                                "port",
                                at.getPort(),
                                "database",
                                at.getPath().substring(1),
                                "user",
                                "postgres",
                                "secret",
                                "unused"))
                .get("id")
                .asString();
    }

    private static void census(Visitor steward, String source) {
        String run = steward.makes("/api/census/sources/" + source + "/runs", Map.of())
                .get("run")
                .asString();
        await().atMost(PATIENCE)
                .until(() -> steward.reads("/api/census/runs/" + run).get("run").has("finishedAt"));
    }

    /// Asks every address of the API that only reads, with every id that it may have here.
    private void everyAnswer(Visitor steward, Map<String, Set<String>> known) {
        for (String pattern : patterns()) {
            for (String path : filled(pattern, known)) {
                look("GET " + pattern, steward.downloadsAny(path));
            }
        }
    }

    private Set<String> patterns() {
        Set<String> patterns = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(info -> {
            if (info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                patterns.addAll(info.getPatternValues());
            }
        });
        patterns.removeIf(
                pattern -> !pattern.startsWith("/api/") || APART.stream().anyMatch(pattern::startsWith));
        assertThat(patterns).contains("/api/census/runs/{id}/tables/{table}/columns/{column}");
        return patterns;
    }

    private static List<String> filled(String pattern, Map<String, Set<String>> known) {
        List<String> paths = List.of(pattern.replaceAll("\\{(\\w+):[^}]*}", "{$1}"));
        String kind = pattern.replaceFirst("^/api/(?:census|catalog)?/?", "");
        if (kind.startsWith("runs/{id}/tables/{table}")) {
            List<String> of = new ArrayList<>();
            for (String run : known.get("runs")) {
                for (String table : known.getOrDefault("tables of " + run, Set.of())) {
                    of.add(paths.getFirst().replace("{id}", run).replace("{table}", table));
                }
            }
            paths = of;
        }
        for (String list : List.of("sources", "runs", "entries")) {
            paths = kind.startsWith(list + "/{") || (list.equals("entries") && pattern.contains("{entry}"))
                    ? each(paths, "\\{(id|entry)}", known.get(list))
                    : paths;
        }
        if (kind.startsWith("jobs/")) {
            paths = each(paths, "\\{id}", known.get("runs"));
        }
        paths = each(paths, "\\{column}", Set.of("1", "2", "3", "4", "5", "6", "7", "8", "9"));
        paths = each(paths, "\\{format}", Set.of("xlsx", "csv", "docx"));
        paths = each(paths, "\\{(code|unit)}", Set.of(UNIT.value()));
        paths = each(paths, "\\{number}", Set.of("1"));
        // What is left belongs to things that a census does not make: such an address refuses or is unknown.
        return each(paths, "\\{\\w+}", Set.of("00000000-0000-0000-0000-000000000000"));
    }

    private static List<String> each(List<String> paths, String variable, Set<String> values) {
        List<String> filled = new ArrayList<>();
        for (String path : paths) {
            if (path.matches(".*" + variable + ".*")) {
                values.forEach(value -> filled.add(path.replaceAll(variable, value)));
            } else {
                filled.add(path);
            }
        }
        return filled;
    }

    /// Everything that the server has written into its database, except the values of files that were uploaded: those
    /// are in its home.
    private void stored() {
        for (String table : jdbc.sql("""
                select format('%I.%I', table_schema, table_name) from information_schema.tables
                 where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                 order by 1
                """).query(String.class).list()) {
            if (jdbc.sql("select has_table_privilege(:table, 'select')")
                    .param("table", table)
                    .query(Boolean.class)
                    .single()) {
                look(
                        "stored: " + table,
                        String.join(
                                "\n",
                                jdbc.sql("select t::text from " + table + " t")
                                        .query(String.class)
                                        .list()));
            }
        }
    }

    private void look(String output, byte[] content) {
        boolean zip = content.length > 1 && content[0] == 'P' && content[1] == 'K';
        look(output, zip ? unzipped(content) : new String(content, StandardCharsets.UTF_8));
    }

    private void look(String output, String text) {
        outputs++;
        planted.in(text)
                .forEach(column ->
                        leaks.computeIfAbsent(column, of -> new TreeSet<>()).add(output));
    }

    /// The texts of a workbook or document, without its markup.
    private String unzipped(byte[] content) {
        StringBuilder text = new StringBuilder();
        try {
            Path copy = Files.write(folder.resolve("copy.zip"), content);
            try (ZipFile zip = new ZipFile(copy.toFile())) {
                for (ZipEntry entry : zip.stream().toList()) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                            .replaceAll("<[^>]*>", ""));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }
}
