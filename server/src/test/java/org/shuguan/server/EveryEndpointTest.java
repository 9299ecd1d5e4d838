package org.shuguan.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.shuguan.server.access.Actor;
import org.shuguan.server.audit.AuditTrail;
import org.shuguan.server.catalog.Catalog;
import org.shuguan.server.catalog.OpeningType;
import org.shuguan.server.catalog.SampleContent;
import org.shuguan.server.catalog.SharingType;
import org.shuguan.server.catalog.UpdateCycle;
import org.shuguan.server.census.Census;
import org.shuguan.server.demand.DemandContent;
import org.shuguan.server.identity.Identity;
import org.shuguan.server.institution.Act;
import org.shuguan.server.institution.Duties;
import org.shuguan.server.institution.Duty;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Plan;
import org.shuguan.server.institution.Reorganisation;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.Substitution;
import org.shuguan.server.institution.Teams;
import org.shuguan.server.institution.Unit;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.institution.UnitForm;
import org.shuguan.server.platform.ListQuery;
import org.shuguan.server.settings.Mark;
import org.shuguan.server.standard.Bindings;
import org.shuguan.server.task.NewTask;
import org.shuguan.server.task.Tasks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/// Calls every endpoint with every role over HTTP. New endpoints are included automatically, and must refuse
/// everybody of another unit unless they are listed here.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryEndpointTest {
    private static final String PASSWORD = "Ink-and-paper-7";
    private static final String SECRET = "s3cret-of-the-other-unit";
    private static final String DRAFT = "别的单位的草稿";
    private static final LocalDate START = LocalDate.of(2021, 8, 10);
    private static final UnitCode OWN = new UnitCode("W1");
    private static final UnitCode OTHER = new UnitCode("W2");
    private static final UnitCode THIRD = new UnitCode("W3");
    private static final UnitCode BUREAU = new UnitCode("W7");

    /// Endpoints for the maintenance of the institution, for the bureau and the administrator.
    private static final List<String> INSTITUTION = List.of(
            "POST /api/institution/appointments/{id}/end",
            "POST /api/institution/appointments/{id}/replace",
            "POST /api/institution/appointments/{id}/substitutes",
            "DELETE /api/institution/appointments/{id}",
            "DELETE /api/institution/substitutes/{id}",
            "POST /api/institution/acts/{id}/undo",
            "PUT /api/institution/duties/{id}",
            "PUT /api/institution/units/{code}",
            "POST /api/institution/units/{code}/team",
            "PUT /api/institution/team/{id}",
            "DELETE /api/institution/team/{id}");

    private static final String GRADED = "?grade=general-1";
    private static final String FOLLOW_UP_FILE = "GET /api/follow-ups/{id}/files/{evidence}";
    private static final String FOLLOW_UP_ACTS = "POST /api/follow-ups/{id}/{act:sign|divide|report|confirm|send-back"
            + "|finish|return|close|ask-extension|ask-hand-on|grant|refuse|extend|hand-on|split|merge|withdraw|part-done"
            + "|milestone-done}";

    private static final String SHARING_REQUEST = "GET /api/sharing/requests/{id}";
    private static final String SHARING_GRANT = "GET /api/sharing/grants/{id}";
    /// Rules and results with their numbers, but no rows, for those who oversee.
    private static final Set<String> QUALITY = Set.of(
            "GET /api/quality/entries/{entry}",
            "GET /api/quality/entries/{entry}/rules",
            "GET /api/quality/entries/{entry}/runs",
            "GET /api/quality/entries/{entry}/runs/export.{format}",
            "GET /api/quality/runs/{run}");

    /// That there is a census or a collection and how it went, with numbers, but no rows: for those who oversee.
    private static final Set<String> COUNTED = Set.of(
            "GET /api/census/runs/{id}",
            "GET /api/collection/plans/{id}",
            "GET /api/collection/plans/{id}/batches",
            "GET /api/collection/plans/{id}/batches/export.{format}",
            "GET /api/collection/plans/{id}/collections",
            "GET /api/collection/plans/{id}/collections/export.{format}",
            "GET /api/collection/plans/{id}/versions",
            "GET /api/collection/plans/{id}/versions/export.{format}",
            "GET /api/collection/plans/{id}/removal-form",
            "GET /api/collection/plans/{id}/removals",
            "GET /api/collection/plans/{id}/removals/export.{format}",
            "GET /api/collection/removals/{removal}",
            "GET /api/collection/runs/{id}");

    /// What the city's leaders read of meetings, topics and directives.
    private static final Set<String> CITY_LEADERS = Set.of(
            "GET /api/meetings/{id}",
            "GET /api/meetings/{id}/invitation.ics",
            "GET /api/meetings/{id}/files/{document}",
            "POST /api/meetings/{id}/files/{document}/read",
            // They see the meeting, so that they are told that no seat of it is theirs.
            "POST /api/meetings/{id}/answer",
            "POST /api/meetings/{id}/minutes/remark",
            "GET /api/topics/{id}",
            "GET /api/directives/{id}",
            "GET /api/directives/{id}/files/{document}",
            // and of what units and bureaus ask each other.
            "GET /api/inquiries/{id}",
            "GET /api/visits/{id}");

    /// The bureau is the secretariat of the city's meetings and keeps its directives.
    private static final Set<String> SECRETARIAT = Stream.concat(
                    CITY_LEADERS.stream(),
                    Stream.of(
                            "PUT /api/meetings/{id}",
                            "POST /api/meetings/{id}/convene",
                            "POST /api/meetings/{id}/cancel",
                            "POST /api/meetings/{id}/open",
                            "POST /api/meetings/{id}/attendance",
                            "POST /api/meetings/{id}/end",
                            "POST /api/meetings/{id}/items",
                            "PUT /api/meetings/{id}/items",
                            "PUT /api/meetings/{id}/items/{item}",
                            "DELETE /api/meetings/{id}/items/{item}",
                            "POST /api/meetings/{id}/files",
                            "DELETE /api/meetings/{id}/files/{document}",
                            "POST /api/meetings/{id}/resolutions",
                            "PUT /api/meetings/{id}/resolutions/{resolution}",
                            "DELETE /api/meetings/{id}/resolutions/{resolution}",
                            "POST /api/meetings/{id}/resolutions/{resolution}/decide",
                            "PUT /api/meetings/{id}/minutes",
                            "POST /api/meetings/{id}/minutes/circulate",
                            "PUT /api/topics/{id}",
                            "POST /api/topics/{id}/{act:accept|send-back|merge|withdraw}",
                            "PUT /api/directives/{id}",
                            "DELETE /api/directives/{id}",
                            "POST /api/directives/{id}/circulate",
                            "POST /api/directives/{id}/follow-ups",
                            "POST /api/directives/{id}/files",
                            "DELETE /api/directives/{id}/files/{document}",
                            // It answers the units of its territory.
                            "POST /api/inquiries/{id}/{act:answer|ask-back|pass-on|reply|ask-further|close|withdraw}",
                            "PUT /api/faq/{id}",
                            "POST /api/faq/{id}/withdraw",
                            "PUT /api/visits/{id}",
                            "DELETE /api/visits/{id}"))
            .collect(Collectors.toUnmodifiableSet());

    private static Set<String> with(Set<String> some, String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    private static final String REMIND = "POST /api/cases/{id}/reminders";

    /// Whoever sees a request is told that it is at another step.
    private static final String SHARING_STEP = "POST /api/sharing/requests/{id}/{outcome:agree|return|take-back|pass}";

    private static final String SHARING_ANSWER = "POST /api/sharing/parts/{id}/"
            + "{outcome:grant|refuse|ask|opine|call-back|extend|allow|deny|sign|object}";

    /// Who may access objects of another unit: role → `METHOD pattern`; all others must not.
    private static final Map<Role, Set<String>> GRANTED = Map.of(
            // The city's CDO sees which work is late and to whom it is addressed, and reminds them.
            Role.CITY_CDO,
                    with(
                            CITY_LEADERS,
                            REMIND,
                            // What a unit's CDO has ordered only the city's can confirm.
                            "POST /api/collection/removals/{removal}/confirm",
                            "POST /api/collection/removals/{removal}/refuse",
                            "POST /api/collection/removals/{removal}/lift",
                            "GET /api/exchange/grants/{id}/use",
                            "GET /api/exchange/grants/{id}/files",
                            "GET /api/exchange/grants/{id}/table",
                            "GET /api/exchange/grants/{id}/feed",
                            // The City CDO chairs it.
                            "POST /api/meetings/{id}/minutes/return",
                            "POST /api/meetings/{id}/minutes/sign",
                            "GET /api/tasks/{id}",
                            "GET /api/clients/{id}",
                            "GET /api/front-end-hosts/{id}",
                            "GET /api/follow-ups/{id}",
                            FOLLOW_UP_FILE,
                            SHARING_REQUEST,
                            SHARING_STEP,
                            SHARING_ANSWER,
                            SHARING_GRANT),
            Role.CITY_EXECUTIVE_OFFICER,
                    with(
                            CITY_LEADERS,
                            REMIND,
                            "GET /api/exchange/grants/{id}/use",
                            "GET /api/exchange/grants/{id}/files",
                            "GET /api/exchange/grants/{id}/table",
                            "GET /api/exchange/grants/{id}/feed",
                            "GET /api/tasks/{id}",
                            "GET /api/follow-ups/{id}",
                            FOLLOW_UP_FILE,
                            SHARING_REQUEST,
                            SHARING_STEP,
                            SHARING_ANSWER,
                            SHARING_GRANT),
            // Who suspends what is misused.
            Role.SECURITY_REVIEWER,
                    Set.of(
                            SHARING_REQUEST,
                            SHARING_STEP,
                            SHARING_ANSWER,
                            SHARING_GRANT,
                            "POST /api/sharing/grants/{id}/suspend"),
            // It operates the platform for its territory.
            Role.BUREAU_OPERATOR,
                    with(
                            SECRETARIAT,
                            REMIND,
                            // The bureau keeps the city's record of calls.
                            "POST /api/exchange/archives/{month}/calls",
                            "DELETE /api/exchange/archives/{month}/calls",
                            "GET /api/exchange/archives/{month}/file",
                            "GET /api/exchange/grants/{id}/use",
                            "GET /api/exchange/grants/{id}/files",
                            "GET /api/exchange/grants/{id}/table",
                            "GET /api/exchange/grants/{id}/feed",
                            // The bureau maintains the city's synonyms, whoever added them.
                            "DELETE /api/catalog/synonyms/{id}",
                            // and the standards of the city,
                            "PUT /api/standard/elements/{identifier}",
                            "POST /api/standard/elements/{identifier}/withdraw",
                            "PUT /api/standard/code-lists/{identifier}",
                            "POST /api/standard/code-lists/{identifier}/withdraw",
                            // and the words by which a census understands columns.
                            "DELETE /api/census/words/{id}",
                            "DELETE /api/census/city-types/{id}",
                            "POST /api/settings/{key}/changes",
                            "GET /api/clients/{id}",
                            "POST /api/clients/{id}/{outcome:approve|refuse}",
                            "POST /api/clients/{id}/end",
                            "GET /api/front-end-hosts/{id}",
                            "POST /api/front-end-hosts/{id}/code",
                            "POST /api/front-end-hosts/{id}/end",
                            "GET /api/tasks/{id}",
                            // The bureau gave it.
                            "GET /api/follow-ups/{id}",
                            "PUT /api/follow-ups/{id}",
                            FOLLOW_UP_ACTS,
                            FOLLOW_UP_FILE,
                            "POST /api/follow-ups/{id}/evidence",
                            "POST /api/follow-ups/{id}/files",
                            "DELETE /api/follow-ups/{id}/evidence/{evidence}",
                            // The bureau keeps the papers of its territory.
                            "PUT /api/papers/{id}",
                            "GET /api/jobs/{id}",
                            "POST /api/jobs/{id}/cancel",
                            "POST /api/jobs/{id}/retry",
                            // It sees what the units of its territory report to the province.
                            "GET /api/province/templates/{template}",
                            "GET /api/province/batches/{batch}",
                            "GET /api/province/batches/{batch}/misfits",
                            "GET /api/province/batches/{batch}/misfits/export.{format}",
                            "GET /api/province/batches/{batch}/refused",
                            "GET /api/province/batches/{batch}/refused/export.{format}",
                            SHARING_REQUEST,
                            SHARING_STEP,
                            SHARING_ANSWER,
                            SHARING_GRANT,
                            "POST /api/sharing/grants/{id}/suspend",
                            "POST /api/sharing/appeals/{id}/settle"),
            Role.SYSTEM_ADMINISTRATOR,
                    Set.of(
                            "POST /api/accounts/{id}/enable",
                            "POST /api/accounts/{id}/disable",
                            "POST /api/accounts/{id}/unlock",
                            "POST /api/accounts/{id}/reset",
                            // Of what two persons are needed for, the administrators see everything.
                            "GET /api/powers/requests/{id}",
                            "POST /api/powers/requests/{id}/confirm",
                            "POST /api/powers/requests/{id}/decline",
                            "POST /api/powers/requests/{id}/take-back",
                            "POST /api/accounts/{id}/remove-factor",
                            "GET /api/clients/{id}",
                            "POST /api/clients/{id}/end",
                            "GET /api/front-end-hosts/{id}",
                            "POST /api/front-end-hosts/{id}/end",
                            // The administrator cancels and repeats jobs.
                            "GET /api/jobs/{id}",
                            "POST /api/jobs/{id}/cancel",
                            "POST /api/jobs/{id}/retry"),
            Role.SECURITY_ADMINISTRATOR,
                    Set.of(
                            "GET /api/powers/requests/{id}",
                            "POST /api/powers/requests/{id}/confirm",
                            "POST /api/powers/requests/{id}/decline",
                            "GET /api/clients/{id}",
                            "POST /api/clients/{id}/end",
                            "GET /api/front-end-hosts/{id}",
                            "POST /api/front-end-hosts/{id}/end"),
            Role.AUDITOR,
                    Set.of(
                            "GET /api/powers/requests/{id}",
                            "GET /api/exchange/grants/{id}/use",
                            "GET /api/exchange/grants/{id}/files",
                            "GET /api/exchange/grants/{id}/table",
                            "GET /api/exchange/grants/{id}/feed"));

    private static final Pattern CHOICE = Pattern.compile("\\{[a-z]+:([a-z-]+)[^}]*}");

    /// Endpoints that everybody may call with any id, because they concern the user or the whole city.
    private static final Set<String> OF_ONESELF = Set.of(
            "POST /api/notices/read",
            // The answer says of each id that it was not decided.
            "POST /api/reviews/decisions",
            "POST /api/session",
            "POST /api/session/password",
            "POST /api/session/second-factor/enrolment",
            "POST /api/catalog/saved-searches",
            "POST /api/catalog/synonyms",
            "POST /api/standard/elements",
            "POST /api/standard/code-lists",
            "POST /api/census/words",
            "POST /api/census/words/effect",
            "POST /api/census/city-types",
            "POST /api/census/city-types/effect");

    /// Endpoints that every official may call for every unit.
    private static final Set<String> OPEN_TO_OFFICIALS = Set.of(
            "GET /api/institution/units/{code}",
            "GET /api/institution/units/{code}/may",
            "GET /api/settings/{key}",
            "GET /api/papers/{id}",
            "GET /api/standard/elements/{identifier}",
            "GET /api/standard/code-lists/{identifier}",
            "GET /api/faq/{id}",
            // Whoever reads a published entry sees that values are disputed, and reports wrong ones.
            "GET /api/quality/entries/{entry}/note",
            "GET /api/quality/entries/{entry}/report-form",
            "POST /api/quality/entries/{entry}/objections");

    private static final Set<String> OPEN_TO_EVERYBODY = Set.of(
            "POST /api/session",
            "POST /api/public/welcome",
            "POST /api/public/welcome/look",
            "GET /api/public/roster",
            "GET /api/public/roster.csv",
            "GET /api/public/roster.json");

    /// Lists that a field chooses from, which are no page of their own and have no file.
    private static final Set<String> CHOSEN_FROM = Set.of("/api/institution/units/choices");

    /// Lists that are empty here: two units would have to hold the same data, a listener would have to fail.
    private static final Set<String> WITHOUT_EXAMPLE = Set.of(
            // the rows of the example have no key by which one could object
            "/api/quality/objections",
            "/api/census/duplicates",
            "/api/authority/questions",
            "/api/undelivered-events",
            // Nobody has a channel here.
            "/api/channel-messages",
            // No machine client calls here.
            "/api/exchange/calls",
            "/api/exchange/alarms",
            "/api/exchange/seals",
            // No meeting is held here.
            "/api/resolutions",
            // No year is announced here.
            "/api/calendar/moved-terms");

    @LocalServerPort
    int port;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    AuditTrail trail;

    @Autowired
    Institution institution;

    @Autowired
    Identity identity;

    @Autowired
    Reorganisation reorganisation;

    @Autowired
    Substitution substitution;

    @Autowired
    Teams teams;

    @Autowired
    Duties duties;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Tasks tasks;

    @Autowired
    Census census;

    @Autowired
    Catalog catalog;

    @Autowired
    Bindings bindings;

    private final Map<String, Visitor> signedIn = new HashMap<>();
    private Map<String, String> others = Map.of();

    private record Person(@Nullable Role role, Visitor visitor) {}

    private record Endpoint(String method, String pattern) {
        @Override
        public String toString() {
            return method + " " + pattern;
        }

        boolean isGrantedTo(@Nullable Role role) {
            boolean keeper = role == Role.BUREAU_OPERATOR || role == Role.SYSTEM_ADMINISTRATOR;
            boolean overseer =
                    role == Role.BUREAU_OPERATOR || role == Role.CITY_CDO || role == Role.CITY_EXECUTIVE_OFFICER;
            return OPEN_TO_OFFICIALS.contains(toString())
                    || (overseer && (QUALITY.contains(toString()) || COUNTED.contains(toString())))
                    || (keeper && INSTITUTION.contains(toString()))
                    || (role != null && GRANTED.getOrDefault(role, Set.of()).contains(toString()));
        }

        boolean names(String variable) {
            return pattern.contains("{" + variable + "}");
        }
    }

    @BeforeAll
    void twoUnits() {
        for (UnitCode code : List.of(OWN, OTHER, THIRD, BUREAU)) {
            if (institution.unit(code).isEmpty()) {
                institution.establish(
                        new Unit(code, "单位" + code, "Unit " + code, Unit.Kind.DEPARTMENT, null, START, null)
                                .asDataBureau(code.equals(BUREAU)));
            }
        }
        others = belongingsOfTheOtherUnit();
    }

    @Test
    void whatIsAnotherUnitsIsThereForNobodyWithoutTheRight() {
        List<String> leaks = new ArrayList<>();
        for (Person one : peopleOfOneUnit()) {
            for (Endpoint endpoint : endpoints()) {
                boolean ofAList =
                        !endpoint.pattern().contains("{") || (endpoint.names("format") && !endpoint.names("id"));
                // The path names a kind of one's own channels.
                boolean ofOneself = endpoint.pattern().startsWith("/api/channels/");
                if (!ofAList && !ofOneself && !endpoint.isGrantedTo(one.role())) {
                    int status = status(one.visitor(), endpoint);
                    if (status != 403 && status != 404) {
                        leaks.add(one.role() + ": " + endpoint + " → " + status);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void noListTellsAnotherUnitsSecretOrDraft() {
        List<String> leaks = new ArrayList<>();
        Visitor itsSteward = person(Role.DATA_STEWARD, OTHER);
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.method().equals("GET")) {
                for (Person one : peopleOfOneUnit()) {
                    String body =
                            one.visitor().asks("GET", path(endpoint), null).body();
                    if (body.contains(SECRET) || body.contains(DRAFT)) {
                        leaks.add(one.role() + ": " + endpoint);
                    }
                }
                if (itsSteward.asks("GET", path(endpoint), null).body().contains(SECRET)) {
                    leaks.add("its own steward: " + endpoint);
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    /// Ids of another unit in the body do not give access, however the path is written.
    @Test
    void aBodyThatNamesAnotherUnitsThingsIsRefused() {
        List<String> leaks = new ArrayList<>();
        Map<String, Class<?>> bodies = bodies();
        for (Person one : peopleOfOneUnit()) {
            for (Endpoint endpoint : endpoints()) {
                Class<?> type = bodies.get(endpoint.toString());
                boolean ofAThing = endpoint.pattern().contains("{");
                if (type != null && !ofAThing && !OF_ONESELF.contains(endpoint.toString()) && !keeps(one, endpoint)) {
                    int status = one.visitor()
                            .asks(endpoint.method(), path(endpoint), naming(type))
                            .statusCode();
                    if (status < 400 || status >= 500) {
                        leaks.add(one.role() + ": " + endpoint + " → " + status);
                    }
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    /// Only the bureau and the administrator may change the institution. The bureau also creates front-end hosts
    /// for the units of its territory.
    private static boolean keeps(Person one, Endpoint endpoint) {
        if (one.role() == Role.BUREAU_OPERATOR && endpoint.pattern().equals("/api/front-end-hosts")) {
            return true;
        }
        return (one.role() == Role.BUREAU_OPERATOR || one.role() == Role.SYSTEM_ADMINISTRATOR)
                && (endpoint.pattern().startsWith("/api/institution")
                        || endpoint.pattern().startsWith("/api/accounts")
                        || endpoint.pattern().startsWith("/api/settings"));
    }

    /// Ids of another unit in the query only filter a list and do not give access.
    @Test
    void aQueryThatNamesAnotherUnitsThingsTellsNoSecret() {
        List<String> leaks = new ArrayList<>();
        for (Person one : peopleOfOneUnit()) {
            requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
                String query = Arrays.stream(method.getMethodParameters())
                        .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                        .map(parameter ->
                                String.valueOf(parameter.getParameter().getName()))
                        .filter(name -> foreign(name) != null)
                        .map(name -> name + "=" + foreign(name))
                        .collect(Collectors.joining("&"));
                for (String pattern : mapping.getPatternValues()) {
                    if (!query.isEmpty()
                            && pattern.startsWith("/api/")
                            && mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                        var answer = one.visitor().asks("GET", path(new Endpoint("GET", pattern)) + "?" + query, null);
                        if (answer.statusCode() >= 500
                                || answer.body().contains(SECRET)
                                || answer.body().contains(DRAFT)) {
                            leaks.add(one.role() + ": " + pattern + "?" + query + " → " + answer.statusCode());
                        }
                    }
                }
            });
        }
        assertThat(leaks).isEmpty();
    }

    /// The body types of the endpoints.
    private Map<String, Class<?>> bodies() {
        Map<String, Class<?>> bodies = new HashMap<>();
        requestMappingHandlerMapping
                .getHandlerMethods()
                .forEach((mapping, method) -> Arrays.stream(method.getMethodParameters())
                        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                        .forEach(parameter -> mapping.getPatternValues()
                                .forEach(pattern -> mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(verb -> bodies.put(
                                                new Endpoint(verb.name(), pattern).toString(),
                                                parameter.getParameterType())))));
        return bodies;
    }

    /// A body of the type in which every reference names an object of another unit.
    private Map<String, Object> naming(Class<?> type) {
        Map<String, Object> body = new HashMap<>();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                String foreign = foreign(component.getName());
                if (foreign != null) {
                    body.put(component.getName(), foreign);
                } else if (component.getName().equals("tables")) {
                    body.put("tables", List.of(Long.parseLong(value("table"))));
                } else if (component.getType().isRecord() && component.getType() != OfficerId.class) {
                    body.put(component.getName(), new HashMap<>(Map.of("title", "x", "grade", "general-1")));
                } else if (component.getType() == String.class) {
                    body.put(component.getName(), "x");
                }
            }
        }
        return body;
    }

    private @Nullable String foreign(String name) {
        return switch (name) {
            case "unit", "code", "asked" -> OTHER.value();
            case "run" -> value("runs");
            case "source" -> value("sources");
            case "entry" -> value("entry");
            case "duplicate", "twin" -> "1";
            default -> null;
        };
    }

    /// Whatever is sent as a file to a signed-in person is in the audit record.
    @Test
    void everyFileThatIsDownloadedIsRecorded() {
        List<Visitor> visitors = new ArrayList<>();
        for (Role role : Role.values()) {
            visitors.add(person(role, placeOf(role, OTHER)));
        }
        Set<String> files = new TreeSet<>();
        SoftAssertions.assertSoftly(all -> endpoints().stream()
                .filter(endpoint -> endpoint.method().equals("GET"))
                .forEach(endpoint -> {
                    String path = path(endpoint).replace("inventory.csv", "inventory.docx");
                    long before = exports(path);
                    visitors.stream()
                            .map(visitor -> visitor.asks("GET", path, null))
                            .filter(answer -> answer.statusCode() == 200)
                            .findFirst()
                            .filter(answer -> answer.headers()
                                    .firstValue("Content-Disposition")
                                    .orElse("")
                                    .startsWith("attachment"))
                            .ifPresent(answer -> {
                                files.add(endpoint.pattern());
                                // The audit record records its own exports by another action.
                                boolean elsewhere = OPEN_TO_EVERYBODY.contains(endpoint.toString())
                                        || endpoint.pattern().startsWith("/api/audit");
                                long expected = elsewhere ? before : before + 1;
                                all.check(() -> await().alias(path).until(() -> exports(path) == expected));
                            });
                }));
        assertThat(files)
                .contains("/api/catalog/workbook.xlsx", "/api/institution/workbook", "/api/public/roster.csv")
                .containsAll(endpoints().stream()
                        .map(Endpoint::pattern)
                        .filter(pattern -> pattern.endsWith(".{format}"))
                        .toList());
    }

    private long exports(String path) {
        String what = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
        return trail.list(new ListQuery(1, 200, null, what)).items().stream()
                .filter(entry -> entry.action().equals("access.export")
                        && entry.subject().equals(what))
                .count();
    }

    @Test
    void everyListHasWhatTheHousesListsHave() {
        List<Visitor> visitors = new ArrayList<>();
        for (Role role : Role.values()) {
            visitors.add(person(role, placeOf(role, OTHER)));
        }
        SoftAssertions.assertSoftly(all -> lists().forEach(list -> all.check(() -> {
            String path = path(new Endpoint("GET", list.pattern()));
            Visitor visitor = visitors.stream()
                    .max(Comparator.comparingLong(one -> list.seenBy(one, path)))
                    .orElseThrow();
            if (CHOSEN_FROM.contains(list.pattern())) {
                list.refusesWhatItDoesNotHave(visitor, path);
            } else {
                list.walk(visitor, path, !WITHOUT_EXAMPLE.contains(list.pattern()));
            }
        })));
    }

    /// A standard of the city.
    private String standard(String kind, Map<String, Object> content) {
        return person(Role.BUREAU_OPERATOR, UnitCode.CITY)
                .makes("/api/standard/" + kind, Map.of("identifier", "X1", "content", content))
                .get("identifier")
                .asString();
    }

    private List<ListWalk> lists() {
        List<ListWalk> lists = new ArrayList<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            if (ListWalk.isList(method)) {
                mapping.getPatternValues().stream()
                        .filter(pattern -> !pattern.contains("/imports"))
                        .forEach(pattern -> lists.add(new ListWalk(pattern, method)));
            }
        });
        assertThat(lists).hasSizeGreaterThan(20);
        return lists;
    }

    @Test
    void whoeverIsNotSignedInIsToldSoEverywhere() {
        List<String> leaks = new ArrayList<>();
        Visitor nobody = new Visitor(port);
        for (Endpoint endpoint : endpoints()) {
            if (!OPEN_TO_EVERYBODY.contains(endpoint.toString())) {
                int status = nobody.asks(endpoint.method(), path(endpoint), bodyFor(endpoint))
                        .statusCode();
                if (status != 401) {
                    leaks.add(endpoint + " → " + status);
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void withoutTheTokenNothingIsChanged() {
        Visitor steward = person(Role.DATA_STEWARD, OTHER);
        for (Endpoint endpoint : endpoints()) {
            if (!endpoint.method().equals("GET")) {
                assertThat(steward.forges(endpoint.method(), path(endpoint)))
                        .as(endpoint.toString())
                        .isEqualTo(403);
            }
        }
    }

    private int status(Visitor visitor, Endpoint endpoint) {
        return Set.of(
                                "POST /api/census/sources/{id}/files",
                                "POST /api/collection/plans/{id}/upload",
                                "POST /api/follow-ups/{id}/files",
                                "POST /api/quality/objections/{objection}/file",
                                "POST /api/meetings/{id}/files",
                                "POST /api/directives/{id}/files",
                                "POST /api/province/batches/{batch}/receipts")
                        .contains(endpoint.toString())
                ? visitor.uploads(
                                path(endpoint) + (path(endpoint).contains("follow-ups") ? "" : GRADED),
                                "x.csv",
                                "a\n1\n")
                        .statusCode()
                : visitor.asks(endpoint.method(), path(endpoint), bodyFor(endpoint))
                        .statusCode();
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> all = requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(pattern -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> new Endpoint(method.name(), pattern))))
                .filter(endpoint -> endpoint.pattern().startsWith("/api/")
                        && !endpoint.pattern().startsWith("/api/openapi"))
                .sorted(Comparator.comparing(Endpoint::toString))
                .toList();
        assertThat(all).hasSizeGreaterThan(50);
        return all;
    }

    /// The path of the endpoint with ids of the other unit.
    private String path(Endpoint endpoint) {
        String path = endpoint.pattern();
        String kind = Stream.of(
                        "/reviews/",
                        "/cases/",
                        "/case-questions/",
                        "/sharing/requests/",
                        "/sharing/parts/",
                        "/sharing/grants/",
                        "/sharing/appeals/",
                        "/collection/plans/",
                        "/collection/runs/",
                        "accounts",
                        "appointments",
                        "delegations",
                        "sources",
                        "runs",
                        "jobs",
                        "tasks",
                        "follow-ups",
                        "papers",
                        "/meetings/",
                        "/topics/",
                        "/directives/",
                        "/comments/",
                        "/inquiries/",
                        "/faq/",
                        "/visits/",
                        "imports",
                        "demands",
                        "saved-searches",
                        "synonyms",
                        "/standard/elements/",
                        "/standard/code-lists/",
                        "words",
                        "city-types",
                        "/exchange/calls/",
                        "/exchange/alarms/",
                        "/exchange/grants/",
                        "substitutes",
                        "/acts/",
                        "duties",
                        "/team/",
                        "corrections",
                        "questions",
                        "undelivered-events",
                        "requests",
                        "/clients/",
                        "/front-end-hosts/",
                        "/settings/")
                .filter(path::contains)
                .findFirst()
                .orElse("none");
        Map<String, String> values = new HashMap<>(Map.of(
                "id",
                others.getOrDefault(kind, "0"),
                "entry",
                value("entry"),
                "number",
                "1",
                "table",
                value("table"),
                "column",
                "1",
                "code",
                OTHER.value(),
                "format",
                "csv",
                "key",
                "demand.answer",
                "act",
                "submit",
                "evidence",
                value("evidence")));
        values.put("item", value("item"));
        values.put("identifier", others.getOrDefault(kind, "0"));
        values.put("kind", "email");
        values.put("about", "demand");
        values.put("subject", value("demands"));
        values.put("resolution", UUID.randomUUID().toString());
        values.put("file", UUID.randomUUID().toString());
        values.put("letter", UUID.randomUUID().toString());
        values.put("removal", value("removal"));
        values.put("month", "2020-01");
        values.put("template", value("provinceTemplate"));
        values.put("batch", value("provinceBatch"));
        values.put("document", value(path.contains("/directives/") ? "directiveFile" : "meetingFile"));
        for (String variable : List.of("entry", "rule", "run", "objection")) {
            String quality = others.get("/quality/" + variable);
            if (endpoint.pattern().startsWith("/api/quality/") && quality != null) {
                path = path.replace("{" + variable + "}", quality);
            }
        }
        for (Map.Entry<String, String> one : values.entrySet()) {
            path = path.replace("{" + one.getKey() + "}", one.getValue());
        }
        // Of several alternatives for a part of the path, the first.
        path = CHOICE.matcher(path).replaceAll("$1");
        return path + (path.endsWith("/difference") ? "?from=1&to=1" : "");
    }

    private String value(String name) {
        return String.valueOf(others.get(name));
    }

    private static @Nullable Object bodyFor(Endpoint endpoint) {
        if (endpoint.method().equals("GET") || endpoint.method().equals("DELETE")) {
            return null;
        }
        if (endpoint.pattern().startsWith("/api/standard/")) {
            return Map.of(
                    "identifier",
                    "DE-X",
                    "number",
                    1,
                    "content",
                    Map.of("name", "x", "type", "C", "codes", List.of()),
                    "reason",
                    "x",
                    "item",
                    "x",
                    "element",
                    "x");
        }
        if (endpoint.pattern().startsWith("/api/quality/")) {
            return Map.of(
                    "kind",
                    "present",
                    "holds",
                    false,
                    "suggested",
                    false,
                    "terms",
                    Map.of("columns", List.of("x")),
                    "confirmed",
                    true,
                    "reason",
                    "x");
        }
        return Map.of(
                "revision",
                1,
                "content",
                Map.of("title", "x", "grade", "general-1"),
                "vote",
                Map.of("manner", "consent"),
                "wanted",
                Map.of("title", "x"),
                "ask",
                Map.of("title", "x", "perSecond", 1, "perDay", 1),
                "grade",
                "general-1",
                "reason",
                "x");
    }

    private Map<String, String> belongingsOfTheOtherUnit() {
        Visitor steward = person(Role.DATA_STEWARD, OTHER);
        Map<String, String> found = new LinkedHashMap<>();
        found.put("questions", UUID.randomUUID().toString());
        found.put("undelivered-events", UUID.randomUUID().toString());
        found.put("/settings/", UUID.randomUUID().toString());
        found.put(
                "database",
                steward.makes(
                                "/api/census/sources",
                                Map.of(
                                        "kind",
                                        "postgresql",
                                        "name",
                                        "机密库",
                                        "host",
                                        "127.0.0.1",
                                        "port",
                                        1,
                                        "database",
                                        "d",
                                        "user",
                                        "u",
                                        "secret",
                                        SECRET))
                        .get("id")
                        .asString());
        String files = steward.makes("/api/census/sources", Map.of("kind", "files", "name", "机密文件"))
                .get("id")
                .asString();
        found.put("sources", files);
        steward.uploads("/api/census/sources/" + files + "/files", "机密.csv", "姓名,电话\n王伟,13800138000\n");
        steward.uploads("/api/census/sources/" + files + "/files", "去年.csv", "年,数\n2020,1\n2020,2\n");
        String first = census(steward, files);
        awaitEnd(steward, first);
        steward.uploads("/api/census/sources/" + files + "/files", "今年.csv", "年,数\n2021,1\n2021,2\n");
        String run = census(steward, files);
        awaitEnd(steward, run);
        found.put("runs", run);
        found.put("jobs", run);
        JsonNode tables = await().until(
                        () -> steward.reads("/api/census/runs/" + run + "/tables?sort=rows")
                                .get("items"),
                        items -> !items.isEmpty());
        found.put("table", tables.get(0).get("id").asString());
        found.put(
                "corrections",
                steward.makes(
                                "/api/census/runs/" + run + "/tables/"
                                        + tables.get(0).get("id").asString() + "/corrections",
                                Map.of("column", "姓名", "what", "title", "value", "登记人", "reason", "核对过"))
                        .get("id")
                        .asString());
        String entry = steward.makes(
                        "/api/catalog/entries",
                        Map.of("unit", OTHER.value(), "content", Map.of("title", DRAFT, "grade", "general-1")))
                .get("entry")
                .asString();
        found.put("entry", entry);
        steward.asks("PUT", "/api/catalog/favourites/" + entry, null);
        collection(found, steward);
        found.put(
                "saved-searches",
                steward.makes("/api/catalog/saved-searches", Map.of("name", DRAFT, "query", DRAFT))
                        .get("id")
                        .asString());
        found.put(
                "synonyms",
                person(Role.BUREAU_OPERATOR, UnitCode.CITY)
                        .makes("/api/catalog/synonyms", Map.of("words", List.of("甲词", "乙词")))
                        .get("id")
                        .asString());
        found.put("/standard/elements/", standard("elements", Map.of("name", "性别", "type", "C")));
        found.put(
                "/standard/code-lists/",
                standard("code-lists", Map.of("name", "性别", "codes", List.of(Map.of("code", "1", "name", "男")))));
        // A year is no sex.
        bindings.bind(
                UUID.fromString(value(found, "published")), "年", "X1", Actors.holding("专员", Role.DATA_STEWARD, OTHER));
        found.put(
                "words",
                person(Role.BUREAU_OPERATOR, UnitCode.CITY)
                        .makes("/api/census/words", Map.of("word", "甲乙丙编号", "type", "work-number"))
                        .get("id")
                        .asString());
        found.put(
                "city-types",
                person(Role.BUREAU_OPERATOR, UnitCode.CITY)
                        .makes(
                                "/api/census/city-types",
                                Map.of("name", "甲乙丙标识", "grade", "general-2", "sensitive", false, "byValues", false))
                        .get("id")
                        .asString());
        found.put("/exchange/calls/", UUID.randomUUID().toString());
        found.put("/exchange/alarms/", UUID.randomUUID().toString());
        Visitor cdo = person(Role.UNIT_CDO, OTHER);
        found.put(
                "delegations",
                cdo.makes(
                                "/api/todos/delegations",
                                Map.of(
                                        "role",
                                        Role.UNIT_CDO.word(),
                                        "unit",
                                        OTHER.value(),
                                        "to",
                                        institution.enrol("受托人").toString(),
                                        "until",
                                        institution.today().toString()))
                        .get("id")
                        .asString());
        found.put(
                "requests",
                person(Role.SYSTEM_ADMINISTRATOR, BUREAU)
                        .makes(
                                "/api/powers/requests",
                                Map.of(
                                        "kind",
                                        "appoint",
                                        "reason",
                                        "工作需要",
                                        "officerName",
                                        "待任人",
                                        "role",
                                        Role.SECURITY_REVIEWER.word(),
                                        "unit",
                                        BUREAU.value(),
                                        "position",
                                        "职务",
                                        "from",
                                        institution.today().toString()))
                        .get("id")
                        .asString());
        found.put(
                "/front-end-hosts/",
                steward.makes("/api/front-end-hosts", Map.of("unit", OTHER.value(), "name", "机房"))
                        .get("id")
                        .asString());
        found.put(
                "/clients/",
                steward.makes(
                                "/api/clients",
                                Map.of(
                                        "unit",
                                        OTHER.value(),
                                        "name",
                                        "报表系统",
                                        "purpose",
                                        "同步",
                                        "scopes",
                                        List.of("catalog:read")))
                        .get("id")
                        .asString());
        found.put("accounts", cdo.reads("/api/session").get("account").asString());
        found.put(
                "appointments",
                institution
                        .holders(Role.UNIT_CDO, OTHER, institution.today())
                        .getFirst()
                        .id()
                        .toString());
        institutionsOwn(found);
        underWay(found, steward, cdo);
        found.put(
                "demands",
                steward.makes(
                                "/api/demands",
                                Map.of("unit", OTHER.value(), "wanted", Map.of("title", DRAFT, "items", List.of())))
                        .get("id")
                        .asString());
        found.put(
                "/comments/",
                steward.makes(
                                "/api/comments/demand/" + value(found, "demands"),
                                Map.of("text", DRAFT, "audience", "everybody", "mentions", List.of()))
                        .get("id")
                        .asString());
        guidance(steward, found);
        followUps(steward, found);
        sharing(cdo, found);
        meetings(found);
        found.put(
                "imports",
                steward.uploads("/api/catalog/imports?unit=" + OTHER, "目录.xlsx", "no workbook")
                        .body()
                        .replaceAll(".*\"run\":\"([^\"]+)\".*", "$1"));
        found.put(
                "tasks",
                tasks.open(new NewTask(
                                "test.errand",
                                "机密",
                                OTHER,
                                Role.DATA_STEWARD,
                                Map.of("what", "差事"),
                                "/office",
                                NewTask.Closing.BY_HAND,
                                null))
                        .toString());
        return found;
    }

    /// A published entry on a table that is collected, with a value that does not fit.
    private void collection(Map<String, String> found, Visitor steward) {
        Census.Place place = census.newest(UUID.fromString(value(found, "sources")), "今年.csv")
                .orElseThrow();
        Actor author = Actors.holding("编目人", Role.DATA_STEWARD, OTHER);
        UUID entry = catalog.create(
                OTHER,
                catalog.measured(place.run(), place.table())
                        .offered(SharingType.CONDITIONAL, "业务协同", OpeningType.NOT_OPEN, null, UpdateCycle.DAILY, "4"),
                author);
        catalog.submit(entry, 1, author);
        catalog.sign(entry, 1, null, Actors.holding("数官", Role.UNIT_CDO, OTHER));
        catalog.publish(entry, 1, null, Actors.holding("业务员", Role.BUREAU_OPERATOR, OTHER));
        steward.uploads(
                "/api/census/sources/" + value(found, "sources") + "/files?replace=true",
                "今年.csv",
                "年,数\n2021,1\n2021,很多\n");
        String plan = steward.makes("/api/collection/plans", Map.of("entry", entry))
                .get("plan")
                .asString();
        found.put("/collection/plans/", plan);
        found.put("published", entry.toString());
        String collected = steward.makes("/api/collection/plans/" + plan + "/collect", Map.of())
                .get("run")
                .asString();
        await().forever()
                .until(() -> steward.reads("/api/collection/runs/" + collected)
                        .get("run")
                        .has("finishedAt"));
        found.put("/collection/runs/", collected);
        jdbc.sql("""
                        insert into collection.batch (id, plan, client, client_name, idempotency_key, sha256, records,
                                                      bytes, received_at, run)
                        select gen_random_uuid(), plan, gen_random_uuid(), '系统' || n, 'k' || n, 'x', n, n, now(), id
                          from collection.run, generate_series(1, 3) n where id = cast(:run as uuid)
                        """).param("run", collected).update();
        jdbc.sql("""
                        insert into collection.removal (id, plan, state, key_columns, key_count, found, basis, reason,
                                                        ordered_by, ordered_by_id, ordered_at)
                        select gen_random_uuid(), cast(:plan as uuid), 'withdrawn', array['数'], n, n, 'consent', '原因' || n,
                               '专员', gen_random_uuid(), now() from generate_series(1, 3) n
                        """).param("plan", plan).update();
        jdbc.sql("""
                        insert into backup.drill (id, created_at, started_by, state, begun_at, finished_at, size_bytes,
                                                  backup_bytes, files, backup_took, restore_took, start_took, verify_took)
                        select gen_random_uuid(), now() - n * interval '30 days', '管理员' || n, 'done', now(), now(), n, n, n,
                               n, n, n, n from generate_series(1, 3) n
                        """).update();
        jdbc.sql("""
                        insert into exchange.archive (month, state, job, started_at, calls, first_sequence, last_sequence,
                                                      bytes, digest, archived_at)
                        select '2020-0' || n, 'archived', gen_random_uuid(), now(), n, 1, 1, n, '\\x00', now()
                          from generate_series(1, 3) n
                        """).update();
        found.put(
                "removal",
                jdbc.sql("select cast(id as text) from collection.removal order by number limit 1")
                        .query(String.class)
                        .single());
        province(found, steward, entry);
        quality(found, steward, entry);
    }

    /// A report of the collected entry to the province, with values that do not fit and rows that were refused.
    private void province(Map<String, String> found, Visitor steward, UUID entry) {
        Map<String, Object> wanted = Map.of(
                "provinceName",
                "全省数据",
                "provinceCode",
                "S-1",
                "columns",
                List.of(Map.of("name", "SL", "item", "数", "required", true, "codes", List.of())));
        String template = steward.makes("/api/province/templates", Map.of("entry", entry, "wanted", wanted))
                .get("id")
                .asString();
        String batch = steward.makes("/api/province/templates/" + template + "/batches", Map.of("partial", true))
                .get("id")
                .asString();
        await().forever()
                .until(() -> steward.reads("/api/province/batches/" + batch).has("digest"));
        jdbc.sql("""
                        insert into province.problem (batch, row_number, place, name, problem, value)
                        select cast(:batch as uuid), n, 0, 'SL' || n, 'unmapped', 'x' || n from generate_series(1, 3) n
                        """).param("batch", batch).update();
        jdbc.sql("""
                        with receipt as (
                            insert into province.receipt (id, batch, file, digest, accepted, refused, changed,
                                                          received_by, received_at)
                            values (gen_random_uuid(), cast(:batch as uuid), '回执.csv', '\\x00', 0, 3, 0, '专员', now())
                            returning id)
                        insert into province.answer (batch, row_number, receipt, accepted, reason)
                        select cast(:batch as uuid), n, receipt.id, false, '原因' || n from receipt, generate_series(1, 3) n
                        """).param("batch", batch).update();
        found.put("provinceTemplate", template);
        found.put("provinceBatch", batch);
    }

    /// An examination of the collected entry, and a rule that is a draft. Its rows have no key, so that nobody can
    /// object to one.
    private void quality(Map<String, String> found, Visitor steward, UUID entry) {
        String path = "/api/quality/entries/" + entry;
        Map<String, Object> rule = Map.of(
                "kind",
                "range",
                "terms",
                Map.of("columns", List.of("数"), "least", "5"),
                "holds",
                false,
                "suggested",
                false);
        steward.makes(path + "/rules", rule);
        steward.makes(path + "/offer", Map.of());
        person(Role.UNIT_CDO, OTHER).makes(path + "/approve", Map.of());
        await().forever()
                .until(() -> steward.reads(path).has("newest")
                        && steward.reads(path).get("newest").has("finishedAt"));
        found.put("/quality/entry", entry.toString());
        found.put("/quality/run", steward.reads(path).get("newest").get("id").asString());
        found.put(
                "/quality/rule", steward.makes(path + "/rules", rule).get("id").asString());
        found.put("/quality/objection", UUID.randomUUID().toString());
    }

    private static String value(Map<String, String> found, String name) {
        return String.valueOf(found.get(name));
    }

    /// An inquiry of the unit, a frequently asked question of the bureau, and a visit that the unit recorded.
    private void guidance(Visitor steward, Map<String, String> found) {
        found.put(
                "/inquiries/",
                steward.makes(
                                "/api/inquiries",
                                Map.of(
                                        "wanted",
                                        Map.of(
                                                "kind",
                                                "question",
                                                "direction",
                                                "to-bureau",
                                                "unit",
                                                OTHER.value(),
                                                "toCity",
                                                false,
                                                "title",
                                                "咨询",
                                                "text",
                                                "怎么填")))
                        .get("id")
                        .asString());
        found.put(
                "/faq/",
                person(Role.BUREAU_OPERATOR, BUREAU)
                        .makes(
                                "/api/faq",
                                Map.of(
                                        "unit",
                                        "00",
                                        "wanted",
                                        Map.of("topic", "catalog", "question", "怎么填", "answer", "按实际填")))
                        .get("id")
                        .asString());
        found.put(
                "/visits/",
                steward.makes(
                                "/api/visits",
                                Map.of(
                                        "unit",
                                        OTHER.value(),
                                        "wanted",
                                        Map.of(
                                                "kind",
                                                "visit",
                                                "day",
                                                institution.today().toString(),
                                                "title",
                                                "调研",
                                                "units",
                                                List.of(OTHER.value()),
                                                "found",
                                                "情况")))
                        .get("id")
                        .asString());
    }

    /// A follow-up of the unit with a file, and a paper of the unit.
    private void followUps(Visitor steward, Map<String, String> found) {
        String followUp = person(Role.BUREAU_OPERATOR, BUREAU)
                .makes(
                        "/api/follow-ups",
                        Map.of(
                                "wanted",
                                Map.of(
                                        "title",
                                        "督办事项",
                                        "origin",
                                        "plan",
                                        "kind",
                                        "ordinary",
                                        "lead",
                                        OTHER.value(),
                                        "term",
                                        Map.of("workingDays", 5, "text", ""))))
                .get("id")
                .asString();
        found.put("follow-ups", followUp);
        steward.uploads("/api/follow-ups/" + followUp + "/files", "佐证.txt", "办好了");
        found.put(
                "evidence",
                steward.reads("/api/follow-ups/" + followUp)
                        .get("evidence")
                        .get(0)
                        .get("evidence")
                        .get("id")
                        .asString());
        found.put(
                "papers",
                steward.makes(
                                "/api/papers",
                                Map.of("unit", OTHER.value(), "wanted", Map.of("kind", "standard", "title", "数据标准")))
                        .get("id")
                        .asString());
    }

    /// Two requests of a third unit for the published entry: one is granted, the other is refused and appealed against.
    private void sharing(Visitor owner, Map<String, String> found) {
        Visitor steward = person(Role.DATA_STEWARD, THIRD);
        Visitor cdo = person(Role.UNIT_CDO, THIRD);
        Visitor bureau = person(Role.BUREAU_OPERATOR, BUREAU);
        Map<String, Object> ask = new HashMap<>(Map.of(
                "title",
                "申请",
                "purpose",
                "核对",
                "scenario",
                "check",
                "legalBasis",
                "统计法",
                "modes",
                List.of("api"),
                "frequency",
                "daily",
                "responsible",
                "负责人",
                "phone",
                "1"));
        ask.put("perSecond", 1);
        ask.put("perDay", 100);
        ask.put("firstDay", institution.today().toString());
        ask.put("lastDay", institution.today().plusDays(30).toString());
        ask.put(
                "parts",
                List.of(Map.of(
                        "entry",
                        value(found, "published"),
                        "items",
                        List.of(Map.of(
                                "name", "数", "reason", "核对", "mask", Map.of("kind", "clear", "first", 0, "last", 0))),
                        "rowFilter",
                        Map.of("conditions", List.of()))));
        for (String outcome : List.of("grant", "refuse")) {
            String id = steward.makes("/api/sharing/requests", Map.of("unit", THIRD.value(), "ask", ask))
                    .get("id")
                    .asString();
            String request = "/api/sharing/requests/" + id;
            steward.makes(request + "/submit", Map.of());
            cdo.makes(request + "/agree", Map.of());
            bureau.makes(request + "/pass", Map.of());
            String part = owner.reads(request).get("parts").get(0).get("id").asString();
            JsonNode page = owner.makes(
                    "/api/sharing/parts/" + part + "/" + outcome, Map.of("refusal", "law", "basis", "统计法第九条"));
            found.put("/sharing/requests/", id);
            found.put("/sharing/parts/", part);
            if (outcome.equals("grant")) {
                String grant = page.get("parts").get(0).get("grant").asString();
                found.put("/sharing/grants/", grant);
                found.put("/exchange/grants/", grant);
            } else {
                cdo.makes("/api/sharing/parts/" + part + "/appeal", Map.of("reason", "确有需要"));
                found.put(
                        "/sharing/appeals/",
                        cdo.reads("/api/sharing/appeals")
                                .get("items")
                                .get(0)
                                .get("appeal")
                                .get("id")
                                .asString());
            }
        }
    }

    /// A directive that the unit must read, a topic that it raised, and a meeting to which it is invited.
    private void meetings(Map<String, String> found) {
        Visitor bureau = person(Role.BUREAU_OPERATOR, BUREAU);
        String directive = bureau.makes(
                        "/api/directives",
                        Map.of("unit", "00", "wanted", Map.of("level", "province", "title", "省文件", "issuer", "省政府")))
                .get("id")
                .asString();
        found.put("/directives/", directive);
        bureau.uploads("/api/directives/" + directive + "/files" + GRADED, "文件.txt", "内容");
        bureau.makes("/api/directives/" + directive + "/circulate", Map.of("units", List.of(OTHER.value())));
        found.put("directiveFile", fileOf(bureau.reads("/api/directives/" + directive)));
        String topic = person(Role.DATA_STEWARD, OTHER)
                .makes("/api/topics", Map.of("wanted", Map.of("unit", OTHER.value(), "title", "议题", "reason", "理由")))
                .get("id")
                .asString();
        found.put("/topics/", topic);
        bureau.makes("/api/topics/" + topic + "/accept", Map.of());
        String day = institution.today().toString();
        String meeting = bureau.makes(
                        "/api/meetings",
                        Map.of(
                                "unit",
                                "00",
                                "wanted",
                                Map.of(
                                        "title",
                                        "联席会议",
                                        "day",
                                        day,
                                        "begins",
                                        "09:30",
                                        "ends",
                                        "11:00",
                                        "place",
                                        "会议室",
                                        "chairRole",
                                        "city-cdo",
                                        "seats",
                                        List.of(Map.of("unit", OTHER.value(), "role", "unit-cdo", "isMember", true)))))
                .get("id")
                .asString();
        found.put("/meetings/", meeting);
        person(Role.CITY_CDO, UnitCode.CITY);
        JsonNode page = bureau.makes("/api/meetings/" + meeting + "/items", Map.of("topic", topic, "kind", "issues"));
        String item = page.get("items").get(0).get("item").get("id").asString();
        found.put("item", item);
        bureau.uploads("/api/meetings/" + meeting + "/files" + GRADED, "材料.txt", "内容");
        found.put("meetingFile", fileOf(bureau.reads("/api/meetings/" + meeting)));
        bureau.makes("/api/meetings/" + meeting + "/convene", Map.of());
    }

    private static String fileOf(JsonNode page) {
        return page.get("documents").get(0).get("document").get("id").asString();
    }

    private static String census(Visitor steward, String source) {
        return steward.makes("/api/census/sources/" + source + "/runs", Map.of())
                .get("run")
                .asString();
    }

    private static void awaitEnd(Visitor steward, String run) {
        await().forever()
                .until(() -> steward.reads("/api/census/runs/" + run).get("run").has("finishedAt"));
    }

    /// A demand that waits for the bureau, and an entry that is published.
    private void underWay(Map<String, String> found, Visitor steward, Visitor cdo) {
        DemandContent wanted =
                new DemandContent("低保对象信息", List.of("姓名"), "资格核对", "社会救助暂行办法", UpdateCycle.MONTHLY, "api", null, null);
        String demand = steward.makes("/api/demands", Map.of("unit", OTHER.value(), "wanted", wanted))
                .get("id")
                .asString();
        steward.makes("/api/demands/" + demand + "/submit", Map.of());
        cdo.makes("/api/demands/" + demand + "/agree", Map.of());
        review(found, steward, cdo);
        String version = "/api/catalog/entries/"
                + steward.makes(
                                "/api/catalog/entries",
                                Map.of("unit", OTHER.value(), "content", SampleContent.whole("公开的目录", "说明")))
                        .get("entry")
                        .asString()
                + "/versions/1/";
        steward.makes(version + "submit", Map.of());
        cdo.makes(version + "sign", Map.of());
        person(Role.BUREAU_OPERATOR, BUREAU).makes(version + "publish", Map.of());
    }

    /// An entry that waits for the unit's CDO, who has asked something about it.
    private static void review(Map<String, String> found, Visitor steward, Visitor cdo) {
        String entry = steward.makes(
                        "/api/catalog/entries",
                        Map.of("unit", OTHER.value(), "content", SampleContent.whole("待签发的目录", "说明")))
                .get("entry")
                .asString();
        JsonNode page = steward.makes("/api/catalog/entries/" + entry + "/versions/1/submit", Map.of());
        found.put("/cases/", page.get("panel").get("reminding").get("caseId").asString());
        String step = cdo.reads("/api/reviews?kind=catalog-entry")
                .get("items")
                .get(0)
                .get("id")
                .asString();
        found.put("/reviews/", step);
        found.put(
                "/case-questions/",
                cdo.makes("/api/reviews/" + step + "/questions", Map.of("question", "为什么？"))
                        .get("questions")
                        .get(0)
                        .get("id")
                        .asString());
    }

    private void institutionsOwn(Map<String, String> found) {
        LocalDate today = institution.today();
        found.put(
                "substitutes",
                substitution
                        .name(
                                UUID.fromString(String.valueOf(found.get("appointments"))),
                                institution.enrol("替补人"),
                                "出差",
                                today,
                                today)
                        .id()
                        .toString());
        found.put(
                "/team/",
                teams.join(OTHER, institution.enrol("队员"), "数据治理", today).id().toString());
        found.put(
                "duties",
                duties.add(new Duty(
                                UUID.randomUUID(), Role.UNIT_CDO, 1, "统筹本单位数据", "方案", null, Mark.READ, START, null, 1))
                        .id()
                        .toString());
        found.put(
                "/acts/",
                reorganisation
                        .perform(
                                new Plan(
                                        Act.Kind.RENAME,
                                        today.plusDays(9),
                                        "文件",
                                        "更名",
                                        false,
                                        List.of(OTHER),
                                        List.of(),
                                        List.of(),
                                        new UnitForm.Names("单位W2", "全称W2", "Unit W2"),
                                        null),
                                "业务员")
                        .toString());
    }

    private List<Person> peopleOfOneUnit() {
        List<Person> people = new ArrayList<>();
        for (Role role : Role.values()) {
            people.add(new Person(role, person(role, placeOf(role, OWN))));
        }
        people.add(new Person(null, person(null, OWN)));
        return people;
    }

    /// Where a role may be held.
    private static UnitCode placeOf(Role role, UnitCode unit) {
        return switch (role) {
            case UNIT_CDO, DATA_STEWARD -> unit;
            case CITY_CDO, CITY_EXECUTIVE_OFFICER -> UnitCode.CITY;
            case BUREAU_OPERATOR, SECURITY_REVIEWER, AUDITOR, SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR -> BUREAU;
        };
    }

    private Visitor person(@Nullable Role role, UnitCode unit) {
        String account = ((role == null ? "none" : role.word()) + "." + unit).toLowerCase(Locale.ROOT);
        return signedIn.computeIfAbsent(account, name -> {
            OfficerId officer = institution.enrol(name);
            if (role != null) {
                institution.appoint(officer, role, unit, new Institution.Terms("职务", null, institution.today(), null));
            }
            identity.open(name, officer, PASSWORD, false);
            return new Visitor(port).signIn(name, PASSWORD);
        });
    }
}
