/** Programs that read a grant's first rows: they need the client's id and secret in the environment. */
export interface Snippet {
  name: string
  text: string
}

function token(origin: string): string {
  return `TOKEN=$(curl -sf -u "$CLIENT_ID:$CLIENT_SECRET" ${origin}/oauth2/token \\
  -d grant_type=client_credentials -d scope=exchange:read | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
`
}

/**
 * A program that has a file prepared, waits for it, downloads it and compares its hash; a download that broke off is
 * continued.
 *
 * @param path of the files
 */
export function downloading(origin: string, path: string, grant: string): string {
  return `${token(origin)}FILE=${origin}$(curl -sf -X POST -H "Authorization: Bearer $TOKEN" \\
  "${origin}${path}?format=csv&grant=${grant}" | sed 's/.*"file":"\\([^"]*\\)".*/\\1/')
while STATE=$(curl -sf -H "Authorization: Bearer $TOKEN" "$FILE") && echo "$STATE" | grep -q '"waiting"'; do sleep 1; done
echo "$STATE" | grep '"ready"' || { echo "$STATE"; exit 1; }
curl -f -C - -o ${grant}.csv -H "Authorization: Bearer $TOKEN" "$FILE/content"
echo "$(echo "$STATE" | sed 's/.*"sha256":"\\([^"]*\\)".*/\\1/')  ${grant}.csv" | sha256sum -c
`
}

/**
 * A program that follows the changes as a stream.
 *
 * @param path of the changes
 */
export function following(origin: string, path: string, grant: string): string {
  return `${token(origin)}curl -sN --fail-with-body -H "Authorization: Bearer $TOKEN" -H "Accept: text/event-stream" \\
  "${origin}${path}?grant=${grant}"
`
}

/**
 * @param origin address of the server
 * @param path of the records
 * @param grant number of the grant
 */
export function snippets(origin: string, path: string, grant: string): Snippet[] {
  return [
    {
      name: 'curl',
      text: `${token(origin)}curl -s --fail-with-body -i -H "Authorization: Bearer $TOKEN" "${origin}${path}?limit=10&grant=${grant}"
`,
    },
    {
      name: 'Python',
      text: `import base64, json, os, urllib.request as http

SERVER = "${origin}"
login = base64.b64encode(f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}".encode()).decode()
token = json.load(http.urlopen(http.Request(
    SERVER + "/oauth2/token", b"grant_type=client_credentials&scope=exchange:read",
    {"Authorization": "Basic " + login})))["access_token"]
page = json.load(http.urlopen(http.Request(
    SERVER + "${path}?limit=10&grant=${grant}", headers={"Authorization": "Bearer " + token})))
for record in page["records"]:
    print(json.dumps(record, ensure_ascii=False))
`,
    },
    {
      name: 'Java',
      text: `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;

class Read {
    static final String SERVER = "${origin}";

    public static void main(String[] args) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String login = Base64.getEncoder().encodeToString(
                (System.getenv("CLIENT_ID") + ":" + System.getenv("CLIENT_SECRET")).getBytes());
        String token = http.send(
                HttpRequest.newBuilder(URI.create(SERVER + "/oauth2/token"))
                        .header("Authorization", "Basic " + login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=exchange:read"))
                        .build(),
                BodyHandlers.ofString()).body().replaceAll(".*\\"access_token\\":\\"([^\\"]*)\\".*", "$1");
        System.out.println(http.send(
                HttpRequest.newBuilder(URI.create(SERVER + "${path}?limit=10&grant=${grant}"))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofString()).body());
    }
}
`,
    },
  ]
}
