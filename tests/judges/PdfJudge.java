import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Judges many PDF files in one process by veraPDF's own profiles.
 *
 * <p>Argument: flavours with commas, 2a,ua1. Standard input: a file name a line. Standard output, tab-separated, UTF-8:
 * {@code verdict FLAVOUR FILE pass|fail|error}, and below it for each broken rule {@code rule COUNT CLAUSE-TEST MESSAGE}.
 */
public final class PdfJudge {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private PdfJudge() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String flavour : arguments[0].split(",")) {
            profiles.put(flavour, profile(flavour));
        }
        BufferedReader files = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String file = files.readLine(); file != null; file = files.readLine()) {
            for (Map.Entry<String, ValidationProfile> each : profiles.entrySet()) {
                judge(file, each.getKey(), each.getValue());
            }
        }
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        String name = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
        String place = "org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream stream = PDFAParser.class.getClassLoader().getResourceAsStream(place)) {
            if (stream == null) {
                throw new IOException("no profile for " + flavour);
            }
            return Profiles.profileFromXml(stream);
        }
    }

    private static void judge(String file, String flavour, ValidationProfile profile) {
        try (InputStream stream = new FileInputStream(new File(file));
                PDFAParser parser =
                        Foundries.defaultInstance().createParser(stream, PDFAFlavour.byFlavourId(flavour));
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            OUT.println("verdict\t" + flavour + "\t" + file + "\t" + (result.isCompliant() ? "pass" : "fail"));
            Map<String, Integer> broken = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                broken.merge(rule + "\t" + plain(assertion.getMessage()), 1, Integer::sum);
            }
            broken.forEach((rule, count) -> OUT.println("rule\t" + count + "\t" + rule));
        } catch (Throwable problem) {
            OUT.println("verdict\t" + flavour + "\t" + file + "\terror");
            OUT.println("rule\t1\terror\t" + plain(problem.toString()));
        }
    }

    private static String plain(String text) {
        return text == null ? "" : text.replaceAll("\\s+", " ");
    }
}
