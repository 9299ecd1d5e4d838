package org.shuguan.server.institution;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.platform.InvalidInput;

/// The attributes of a unit that can be corrected without an act: all but its short name and kind.
///
/// @param formerNames names from before the records of this system; later ones follow from the unit's forms
/// @param dataBureau whether the unit operates the platform for the city, or for the district that it is a bureau
/// of
public record Description(
        String nameEn,
        @Nullable String fullName,
        List<String> formerNames,
        UnitForm.Subordination subordination,
        UnitForm.BodyType bodyType,
        boolean dataBureau) {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_NAMES = 20;

    /// The same of a data bureau, or of a unit that is none.
    public Description asDataBureau(boolean is) {
        return new Description(nameEn, fullName, formerNames, subordination, bodyType, is);
    }

    InvalidInput.Check check() {
        String full = fullName == null ? "" : fullName;
        return new InvalidInput.Check()
                .that(!nameEn.isBlank(), "nameEn", "required")
                .that(nameEn.length() <= LONGEST_NAME, "nameEn", "too-long", Map.of("max", LONGEST_NAME))
                .that(full.length() <= LONGEST_NAME, "fullName", "too-long", Map.of("max", LONGEST_NAME))
                .that(formerNames.size() <= MOST_NAMES, "formerNames", "too-many-names")
                .that(
                        formerNames.stream().allMatch(name -> name.length() <= LONGEST_NAME),
                        "formerNames",
                        "too-long",
                        Map.of("max", LONGEST_NAME));
    }
}
