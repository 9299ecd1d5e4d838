package org.shuguan.server.standard;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Access;
import org.shuguan.server.access.Actor;
import org.shuguan.server.access.Person;
import org.shuguan.server.catalog.EntryDirectory;
import org.shuguan.server.institution.UnitCode;
import org.shuguan.server.platform.ChangedMeanwhile;
import org.shuguan.server.platform.InvalidInput;
import org.shuguan.server.platform.NotFound;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// The city's data elements and code lists. The bureau keeps them; every change makes a new version with its reason,
/// and a withdrawal is a version too, so that older ones can always be read.
@Service
@Transactional
public class Standards {
    private static final int LONGEST = 200;
    private static final int LONGEST_DEFINITION = 1000;
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");

    /// A data element in its newest version.
    public record Element(String identifier, int number, boolean withdrawn, DataElement content) {}

    /// A code list in its newest version.
    public record Codes(String identifier, int number, boolean withdrawn, CodeList content) {}

    private final KeptStandards kept;
    private final EntryDirectory entries;
    private final Access access;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Clock clock;

    Standards(
            KeptStandards kept,
            EntryDirectory entries,
            Access access,
            ApplicationEventPublisher events,
            JsonMapper json,
            Clock clock) {
        this.kept = kept;
        this.entries = entries;
        this.access = access;
        this.events = events;
        this.json = json;
        this.clock = clock;
    }

    /// Adds a data element, or the next version of one. A change brings a withdrawn one back.
    ///
    /// @param before number of the version that the user saw, 0 for a new one
    public void keep(String identifier, int before, DataElement content, String reason, Actor actor) {
        mustKeep(actor);
        check(identifier, reason, before)
                .that(!content.name().isEmpty(), "name", "required")
                .that(fits(content.name(), LONGEST), "name", "too-long", Map.of("max", LONGEST))
                .that(fits(content.english(), LONGEST), "english", "too-long", Map.of("max", LONGEST))
                .that(
                        fits(content.definition(), LONGEST_DEFINITION),
                        "definition",
                        "too-long",
                        Map.of("max", LONGEST_DEFINITION))
                .that(DataElement.TYPES.contains(content.type()), "type", "item-type")
                .that(
                        content.format().isEmpty()
                                || ElementFormat.of(content.type(), content.format())
                                        .isPresent(),
                        "format",
                        "element-format",
                        Map.of("type", content.type()))
                .that(isList(content.codeList()), "codeList", "no-such-code-list")
                .that(fits(content.unit(), LONGEST), "unit", "too-long", Map.of("max", LONGEST))
                .that(fits(content.source(), LONGEST), "source", "too-long", Map.of("max", LONGEST))
                .that(
                        content.synonyms().size() <= DataElement.MOST_SYNONYMS,
                        "synonyms",
                        "too-many",
                        Map.of("max", DataElement.MOST_SYNONYMS))
                .that(
                        content.synonyms().stream().allMatch(one -> fits(one, LONGEST)),
                        "synonyms",
                        "too-long",
                        Map.of("max", LONGEST))
                .orRefuse();
        add(
                StandardKind.ELEMENT,
                identifier,
                before,
                false,
                new Named(content.name(), content.source(), content),
                reason,
                actor);
    }

    /// Adds a code list, or the next version of one. A change brings a withdrawn one back.
    ///
    /// @param before number of the version that the user saw, 0 for a new one
    public void keep(String identifier, int before, CodeList content, String reason, Actor actor) {
        mustKeep(actor);
        InvalidInput.Check check = check(identifier, reason, before)
                .that(!content.name().isEmpty(), "name", "required")
                .that(fits(content.name(), LONGEST), "name", "too-long", Map.of("max", LONGEST))
                .that(fits(content.source(), LONGEST), "source", "too-long", Map.of("max", LONGEST))
                .that(fits(content.note(), LONGEST_DEFINITION), "note", "too-long", Map.of("max", LONGEST_DEFINITION))
                .that(!content.codes().isEmpty(), "codes", "required")
                .that(
                        content.codes().size() <= CodeList.MOST_CODES,
                        "codes",
                        "too-many",
                        Map.of("max", CodeList.MOST_CODES));
        checkCodes(content, check);
        check.orRefuse();
        add(
                StandardKind.CODE_LIST,
                identifier,
                before,
                false,
                new Named(content.name(), content.source(), content),
                reason,
                actor);
    }

    /// Withdraws a data element. Items stay bound to it and say that it was withdrawn.
    public void withdrawElement(String identifier, int before, String reason, Actor actor) {
        mustKeep(actor);
        check(identifier, reason, before).orRefuse();
        Element element = element(identifier).orElseThrow(NotFound::new);
        if (element.withdrawn()) {
            throw StandardRefused.withdrawnAlready();
        }
        DataElement content = element.content();
        add(
                StandardKind.ELEMENT,
                identifier,
                before,
                true,
                new Named(content.name(), content.source(), content),
                reason,
                actor);
    }

    /// Withdraws a code list from which no data element in force has its values.
    public void withdrawList(String identifier, int before, String reason, Actor actor) {
        mustKeep(actor);
        check(identifier, reason, before).orRefuse();
        Codes list = codeList(identifier).orElseThrow(NotFound::new);
        if (list.withdrawn()) {
            throw StandardRefused.withdrawnAlready();
        }
        List<String> using = kept.elementsOf(identifier);
        if (!using.isEmpty()) {
            throw StandardRefused.listUsed(using);
        }
        CodeList content = list.content();
        add(
                StandardKind.CODE_LIST,
                identifier,
                before,
                true,
                new Named(content.name(), content.source(), content),
                reason,
                actor);
    }

    /// The newest version of a data element.
    @Transactional(readOnly = true)
    public Optional<Element> element(String identifier) {
        return kept.find(StandardKind.ELEMENT, identifier).map(this::element);
    }

    /// The newest version of a code list.
    @Transactional(readOnly = true)
    public Optional<Codes> codeList(String identifier) {
        return kept.find(StandardKind.CODE_LIST, identifier).map(this::codes);
    }

    /// All data elements in their newest versions, by identifier.
    @Transactional(readOnly = true)
    public Map<String, Element> elements() {
        return kept.all(StandardKind.ELEMENT).stream()
                .map(this::element)
                .collect(Collectors.toMap(Element::identifier, one -> one, (one, other) -> one, TreeMap::new));
    }

    /// All code lists in their newest versions, by identifier.
    @Transactional(readOnly = true)
    public Map<String, Codes> codeLists() {
        return kept.all(StandardKind.CODE_LIST).stream()
                .map(this::codes)
                .collect(Collectors.toMap(Codes::identifier, one -> one, (one, other) -> one, TreeMap::new));
    }

    boolean mayKeep(Actor actor) {
        return access.can(actor, StandardPermission.KEEP, UnitCode.CITY);
    }

    void mustKeep(Actor actor) {
        access.must(actor, StandardPermission.KEEP, UnitCode.CITY);
    }

    Element element(KeptStandards.Stored stored) {
        return new Element(
                stored.identifier(),
                stored.number(),
                stored.withdrawn(),
                json.readValue(stored.content(), DataElement.class));
    }

    Codes codes(KeptStandards.Stored stored) {
        return new Codes(
                stored.identifier(),
                stored.number(),
                stored.withdrawn(),
                json.readValue(stored.content(), CodeList.class));
    }

    private record Named(String name, String source, Object content) {}

    private void add(
            StandardKind kind,
            String identifier,
            int before,
            boolean withdrawn,
            Named named,
            String reason,
            Actor actor) {
        Instant now = clock.instant();
        if (!kept.add(
                kind,
                identifier,
                before,
                withdrawn,
                named.name(),
                named.source(),
                json.writeValueAsString(named.content()),
                DataElement.line(reason),
                Person.of(actor),
                now)) {
            int current = kept.find(kind, identifier)
                    .map(KeptStandards.Stored::number)
                    .orElseThrow(NotFound::new);
            if (before == 0) {
                throw StandardRefused.identifierTaken(identifier);
            }
            throw new ChangedMeanwhile(current);
        }
        events.publishEvent(new StandardEvent(
                kind,
                identifier,
                named.name(),
                before + 1,
                withdrawn ? "withdraw" : before == 0 ? "add" : "edit",
                DataElement.line(reason),
                before == 0 ? List.of() : bound(kind, identifier),
                actor.officer(),
                now));
    }

    /// The units whose entries have items that follow the element, or an element with values of the list.
    private List<UnitCode> bound(StandardKind kind, String identifier) {
        List<String> elements = kind == StandardKind.ELEMENT ? List.of(identifier) : kept.elementsOf(identifier);
        var concerned = elements.stream()
                .flatMap(element -> kept.bindings(null, element).stream())
                .map(Binding::entry)
                .collect(Collectors.toSet());
        return entries.find(concerned).values().stream()
                .map(EntryDirectory.Known::unit)
                .distinct()
                .toList();
    }

    private boolean isList(@Nullable String codeList) {
        return codeList == null
                || codeList(codeList).filter(list -> !list.withdrawn()).isPresent();
    }

    private static void checkCodes(CodeList content, InvalidInput.Check check) {
        Set<String> there = new HashSet<>();
        Map<String, @Nullable String> parents = new TreeMap<>();
        content.codes().forEach(code -> parents.put(code.code(), code.parent()));
        for (int i = 0; i < content.codes().size(); i++) {
            CodeList.Code code = content.codes().get(i);
            String field = "codes[" + i + "].";
            check.that(!code.code().isEmpty(), field + "code", "required")
                    .that(code.code().length() <= LONGEST, field + "code", "too-long", Map.of("max", LONGEST))
                    .that(there.add(code.code()), field + "code", "code-twice", Map.of("code", code.code()))
                    .that(!code.name().isEmpty(), field + "name", "required")
                    .that(fits(code.name(), LONGEST), field + "name", "too-long", Map.of("max", LONGEST))
                    .that(
                            fits(code.note(), LONGEST_DEFINITION),
                            field + "note",
                            "too-long",
                            Map.of("max", LONGEST_DEFINITION))
                    .that(isRooted(code, parents), field + "parent", "no-such-parent");
        }
    }

    /// Whether the codes above it are in the list, and do not go in a circle.
    private static boolean isRooted(CodeList.Code code, Map<String, @Nullable String> parents) {
        Set<String> seen = new HashSet<>();
        String above = code.parent();
        while (above != null) {
            if (!parents.containsKey(above) || above.equals(code.code()) || !seen.add(above)) {
                return false;
            }
            above = parents.get(above);
        }
        return true;
    }

    private static InvalidInput.Check check(String identifier, String reason, int before) {
        String why = DataElement.line(reason);
        return new InvalidInput.Check()
                .that(
                        identifier != null && IDENTIFIER.matcher(identifier).matches(),
                        "identifier",
                        "standard-identifier")
                .that(before == 0 || !why.isEmpty(), "reason", "required")
                .that(fits(why, LONGEST_DEFINITION), "reason", "too-long", Map.of("max", LONGEST_DEFINITION));
    }

    private static boolean fits(String text, int most) {
        return Objects.requireNonNull(text).length() <= most;
    }
}
