package org.shuguan.server.exchange;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.sql.ResultSet;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.lake.LakeReader;
import org.shuguan.dataplane.serve.ConsumerReader;
import org.shuguan.dataplane.source.OpenSource;
import org.shuguan.dataplane.source.Relation;
import org.shuguan.dataplane.source.Source;
import org.shuguan.dataplane.source.Sources;

/// Rows reach a consumer through one reader only.
class OneReaderTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.shuguan");

    @Test
    void theExchangeReadsNoRowsOfItsOwn() {
        noClasses()
                .that()
                .resideInAPackage("..server.exchange..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(LakeReader.class, OpenSource.class, Relation.class, Sources.class)
                .because("granted rows come from ConsumerReader")
                .check(ALL);
    }

    @Test
    void onlyTheWaysOutUseTheReader() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..dataplane.serve..")
                .and()
                .haveSimpleNameNotStartingWith("Gateway")
                .and()
                .haveSimpleNameNotStartingWith("FileJob")
                .and()
                .haveSimpleNameNotStartingWith("TableJob")
                .and()
                .haveSimpleNameNotStartingWith("NodeJob")
                .and()
                .haveSimpleNameNotStartingWith("Feeds")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ConsumerReader.class)
                .because("each read is checked, limited, signed and recorded")
                .check(ALL);
    }

    @Test
    void withinTheDataPlaneOnlyTheReaderTurnsRowsOfServedTablesIntoValues() {
        noClasses()
                .that()
                .resideInAPackage("..dataplane.serve..")
                .and(DescribedPredicate.not(simpleName("ConsumerReader")
                        .or(simpleName("ColumnKind"))
                        .or(simpleName("Shape"))
                        .or(simpleName("LiveSource"))
                        // How the engines give a day or a time, for ColumnKind.
                        .or(nameMatching(".*[.]serve[.]Dialect([$][0-9]+)?"))
                        // It asks the consumer's own database about the consumer's own table.
                        .or(simpleName("TableLoad"))))
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ResultSet.class)
                .check(ALL);
    }

    @Test
    void connectionsToSourcesForServingAreMadeInOnePlace() {
        noClasses()
                .that(resideInAPackage("..server.."))
                .should()
                .callMethod(Sources.class, "connect", Source.Database.class)
                .check(ALL);
    }
}
