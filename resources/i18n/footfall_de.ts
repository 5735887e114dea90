<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Alert</name>
    <message>
        <source>Current visitors above %1</source>
        <translation>Mehr als %1 aktuelle Besucher</translation>
    </message>
    <message>
        <source>Current visitors of %1 above %2</source>
        <translation>Mehr als %2 aktuelle Besucher auf %1</translation>
    </message>
    <message>
        <source>Current visitors below %1</source>
        <translation>Weniger als %1 aktuelle Besucher</translation>
    </message>
    <message>
        <source>Current visitors of %1 below %2</source>
        <translation>Weniger als %2 aktuelle Besucher auf %1</translation>
    </message>
    <message>
        <source>No event for %1 min</source>
        <translation>Kein Ereignis seit %1 min</translation>
    </message>
    <message>
        <source>No event on %1 for %2 min</source>
        <translation>Kein Ereignis auf %1 seit %2 min</translation>
    </message>
    <message>
        <source>An event waits for more than %1 s</source>
        <translation>Ein Ereignis wartet länger als %1 s</translation>
    </message>
    <message>
        <source>No answer from the server for %1 s</source>
        <translation>Keine Antwort vom Server seit %1 s</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Cannot reach %1: %2.</source>
        <translation>%1 ist nicht erreichbar: %2.</translation>
    </message>
    <message>
        <source>%1 cannot answer: %2.</source>
        <translation>%1 kann nicht antworten: %2.</translation>
    </message>
    <message>
        <source>The answer of %1 cannot be used: %2.</source>
        <translation>Die Antwort von %1 ist unbrauchbar: %2.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Nächster Versuch in %1 s.</translation>
    </message>
    <message>
        <source>Trying now.</source>
        <translation>Versuch läuft.</translation>
    </message>
    <message>
        <source>Paused: not tried again.</source>
        <translation>Angehalten: kein neuer Versuch.</translation>
    </message>
</context>
<context>
    <name>BucketName</name>
    <message>
        <source>%1 by minute</source>
        <translation>%1 nach Minuten</translation>
    </message>
    <message>
        <source>%1 by hour</source>
        <translation>%1 nach Stunden</translation>
    </message>
    <message>
        <source>%1 by day</source>
        <translation>%1 nach Tagen</translation>
    </message>
    <message>
        <source>%1 by week</source>
        <translation>%1 nach Wochen</translation>
    </message>
    <message>
        <source>%1 by month</source>
        <translation>%1 nach Monaten</translation>
    </message>
    <message>
        <source>%1: unknown.</source>
        <translation>%1: unbekannt.</translation>
    </message>
    <message>
        <source>%1: one point, %2 at %3.</source>
        <translation>%1: ein Punkt, %2 (%3).</translation>
    </message>
    <message>
        <source>%1: %2 points, lowest %3 at %4, highest %5 at %6, newest %7.</source>
        <translation>%1: %2 Punkte, niedrigster %3 (%4), höchster %5 (%6), neuester %7.</translation>
    </message>
    <message>
        <source>ddd d MMM, HH:mm</source>
        <translation>ddd d. MMM, HH:mm</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd d. MMM yyyy</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a week: its first and last day</comment>
        <translation>%1 bis %2</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>No data.</source>
        <translation>Keine Daten.</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>same days a year before</source>
        <translation>Vorjahr</translation>
    </message>
    <message>
        <source>previous %1 days</source>
        <translation>%1 Tagen davor</translation>
    </message>
    <message>
        <source>same hours a year ago</source>
        <translation>Vorjahr bis jetzt</translation>
    </message>
    <message>
        <source>same hours yesterday</source>
        <translation>gestern bis jetzt</translation>
    </message>
    <message>
        <source>same day a year before</source>
        <translation>Vorjahrestag</translation>
    </message>
    <message>
        <source>the day before</source>
        <translation>Vortag</translation>
    </message>
    <message>
        <source>A year before</source>
        <translation>Ein Jahr davor</translation>
    </message>
    <message>
        <source>Previous day</source>
        <translation>Vortag</translation>
    </message>
    <message>
        <source>Previous %1 days</source>
        <translation>%1 Tage davor</translation>
    </message>
</context>
<context>
    <name>Dimension</name>
    <message>
        <source>Paths</source>
        <translation>Pfade</translation>
    </message>
    <message>
        <source>Event types</source>
        <translation>Ereignisarten</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>Bots</translation>
    </message>
    <message>
        <source>Referrers</source>
        <translation>Verweise</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>UTM sources</source>
        <translation>UTM-Quellen</translation>
    </message>
    <message>
        <source>UTM media</source>
        <translation>UTM-Medien</translation>
    </message>
    <message>
        <source>UTM campaigns</source>
        <translation>UTM-Kampagnen</translation>
    </message>
    <message>
        <source>UTM terms</source>
        <translation>UTM-Suchbegriffe</translation>
    </message>
    <message>
        <source>UTM contents</source>
        <translation>UTM-Inhalte</translation>
    </message>
    <message>
        <source>Browsers</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Systeme</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Länder</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(ohne)</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Pfad</translation>
    </message>
    <message>
        <source>Event type</source>
        <translation>Ereignisart</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>Bot</translation>
    </message>
    <message>
        <source>Referrer</source>
        <translation>Verweis</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>UTM source</source>
        <translation>UTM-Quelle</translation>
    </message>
    <message>
        <source>UTM medium</source>
        <translation>UTM-Medium</translation>
    </message>
    <message>
        <source>UTM campaign</source>
        <translation>UTM-Kampagne</translation>
    </message>
    <message>
        <source>UTM term</source>
        <translation>UTM-Suchbegriff</translation>
    </message>
    <message>
        <source>UTM content</source>
        <translation>UTM-Inhalt</translation>
    </message>
    <message>
        <source>Browser</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 M</source>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 bn</source>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>%1 tn</source>
        <translation>%1 Bio.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 T %2 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>&lt;1%</source>
        <translation>&lt;1&#xa0;%</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1&#xa0;%</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>Nothing is accepted: %1. Senders are told to come again; make room, or mend what it says.</source>
        <translation>Nichts wird angenommen: %1. Sender sollen es später wieder versuchen; schaffen Sie Platz, oder beheben Sie, was gemeldet wird.</translation>
    </message>
    <message>
        <source>Whether events are accepted is not known: the ingest service gives no answer (%1). See that footfall-server runs, and its log.</source>
        <translation>Ob Ereignisse angenommen werden, ist nicht bekannt: der Annahmedienst antwortet nicht (%1). Prüfen Sie, ob footfall-server läuft, und sein Log.</translation>
    </message>
    <message>
        <source>No figures: %1. Events are kept in the queue meanwhile; start PostgreSQL again.</source>
        <translation>Keine Zahlen: %1. Ereignisse bleiben inzwischen in der Warteschlange; starten Sie PostgreSQL wieder.</translation>
    </message>
    <message>
        <source>No figures: the stats service gives no answer that can be used (%1). See that footfall-server runs, and its log.</source>
        <translation>Keine Zahlen: der Statistikdienst gibt keine brauchbare Antwort (%1). Prüfen Sie, ob footfall-server läuft, und sein Log.</translation>
    </message>
    <message>
        <source>Nothing is written: no worker is running. Start footfall-worker, or see its log.</source>
        <translation>Nichts wird geschrieben: kein Worker läuft. Starten Sie footfall-worker, oder lesen Sie sein Log.</translation>
    </message>
    <message>
        <source>Nothing is written: the workers wait for PostgreSQL. See that it runs, and that its disk is not full.</source>
        <translation>Nichts wird geschrieben: die Worker warten auf PostgreSQL. Prüfen Sie, ob es läuft und ob sein Datenträger nicht voll ist.</translation>
    </message>
    <message>
        <source>The numbers are %1 behind, and more comes in than is written. Start another footfall-worker, or see what keeps PostgreSQL.</source>
        <translation>Die Zahlen liegen %1 zurück, und es kommt mehr herein, als geschrieben wird. Starten Sie einen weiteren footfall-worker, oder sehen Sie nach, was PostgreSQL aufhält.</translation>
    </message>
    <message>
        <source>The numbers are %1 behind, and catching up.</source>
        <translation>Die Zahlen liegen %1 zurück und holen auf.</translation>
    </message>
    <message>
        <source>PostgreSQL refuses events: %1 in the last minutes. They are kept in the table rejected_events, with the reason.</source>
        <translation>PostgreSQL weist Ereignisse zurück: %1 in den letzten Minuten. Sie liegen mit dem Grund in der Tabelle rejected_events.</translation>
    </message>
    <message>
        <source>Over the rate limit: %1 requests refused in the last minutes. If their sender is an honest one, raise --rate-limit.</source>
        <translation>Über der erlaubten Rate: %1 Anfragen in den letzten Minuten abgewiesen. Ist ihr Sender ehrlich, erhöhen Sie --rate-limit.</translation>
    </message>
    <message>
        <source>A damaged spool was set aside: see the folders damaged-... in the spool&apos;s folder, and remove them when done.</source>
        <translation>Ein beschädigter Spool wurde beiseitegelegt: sehen Sie die Ordner damaged-... im Ordner des Spools durch, und löschen Sie sie danach.</translation>
    </message>
    <message>
        <source>Nothing was heard of %1 for 10 s; the other workers go on. If it was stopped for good, it leaves this page after a day.</source>
        <translation>Von %1 war seit 10 s nichts zu hören; die anderen Worker arbeiten weiter. Wurde er endgültig beendet, verschwindet er nach einem Tag von dieser Seite.</translation>
    </message>
    <message>
        <source>Nothing was heard yet.</source>
        <translation>Noch ist nichts bekannt.</translation>
    </message>
    <message>
        <source>All is well: the workers are there. How much waits is not known without the ingest service&apos;s address.</source>
        <translation>Alles in Ordnung: die Worker sind da. Wie viel wartet, ist ohne die Adresse des Annahmedienstes nicht bekannt.</translation>
    </message>
    <message>
        <source>All is well: every accepted event is in the numbers.</source>
        <translation>Alles in Ordnung: jedes angenommene Ereignis ist in den Zahlen.</translation>
    </message>
    <message>
        <source>All is well: the numbers are %1 behind.</source>
        <translation>Alles in Ordnung: die Zahlen liegen %1 zurück.</translation>
    </message>
</context>
<context>
    <name>Pdf</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Days in %1. Saved %2 by Footfall.</source>
        <translation>Tage in %1. Gesichert %2 von Footfall.</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>it is for another site or range than was asked for</source>
        <translation>sie gilt einer anderen Website oder einem anderen Zeitraum als gefragt</translation>
    </message>
</context>
<context>
    <name>Range</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Last 90 days</source>
        <translation>Letzte 90 Tage</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>Letzter Monat</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>All time</source>
        <translation>Gesamte Zeit</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>format of a month</comment>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>format of a day</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>format of a day of the same year</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>from, to</comment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>SaveFile</name>
    <message>
        <source>Cannot write %1: %2</source>
        <translation>%1 kann nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>Scale</name>
    <message>
        <source>%1 K</source>
        <comment>thousands, at an axis</comment>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>millions, at an axis</comment>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>%1 bn</source>
        <comment>billions, at an axis</comment>
        <translation>%1 Mrd.</translation>
    </message>
    <message>
        <source>%1 tn</source>
        <comment>trillions, at an axis</comment>
        <translation>%1 Bio.</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>Name: give it one</source>
        <translation>Name: bitte einen angeben</translation>
    </message>
    <message>
        <source>Name: there is a server of this name already</source>
        <translation>Name: ein Server heißt schon so</translation>
    </message>
    <message>
        <source>Stats service: expected an address such as http://127.0.0.1:4000</source>
        <translation>Statistikdienst: eine Adresse wie http://127.0.0.1:4000 wird erwartet</translation>
    </message>
    <message>
        <source>Ingest service: expected an address such as http://127.0.0.1:3000, or nothing</source>
        <translation>Annahmedienst: eine Adresse wie http://127.0.0.1:3000 wird erwartet, oder nichts</translation>
    </message>
</context>
<context>
    <name>TimeLabels</name>
    <message>
        <source>ddd d</source>
        <comment>a day at an axis</comment>
        <translation>ddd d.</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a day at an axis</comment>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>a day at an axis</comment>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <comment>a month at an axis</comment>
        <translation>MMM yyyy</translation>
    </message>
    <message>
        <source>MMM</source>
        <comment>a month at an axis</comment>
        <translation>MMM</translation>
    </message>
</context>
<context>
    <name>Traffic</name>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Unique users</source>
        <translation>Eindeutige Nutzer</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::AlertWatch</name>
    <message>
        <source>%1 has %2 current visitors, more than %3.</source>
        <translation>%1 hat %2 aktuelle Besucher, mehr als %3.</translation>
    </message>
    <message>
        <source>%1 has %2 current visitors, fewer than %3.</source>
        <translation>%1 hat %2 aktuelle Besucher, weniger als %3.</translation>
    </message>
    <message>
        <source>No event has come in on %1 for %2.</source>
        <translation>Auf %1 ist seit %2 kein Ereignis eingegangen.</translation>
    </message>
    <message>
        <source>The numbers are %1 behind: %2 events wait.</source>
        <translation>Die Zahlen liegen %1 zurück: %2 Ereignisse warten.</translation>
    </message>
    <message>
        <source>The server has given no answer for %1.</source>
        <translation>Der Server antwortet seit %1 nicht.</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::AlertsDialog</name>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Alerts</source>
        <translation>Benachrichtigungen</translation>
    </message>
    <message>
        <source>You are told once when a rule is broken, and again only after it was well in between.</source>
        <translation>Sie werden einmal benachrichtigt, wenn eine Regel verletzt ist, und erst wieder, wenn dazwischen alles in Ordnung war.</translation>
    </message>
    <message>
        <source>Alert rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>What to watch</source>
        <translation>Was beobachtet wird</translation>
    </message>
    <message>
        <source>Current visitors above</source>
        <translation>Aktuelle Besucher über</translation>
    </message>
    <message>
        <source>Current visitors below</source>
        <translation>Aktuelle Besucher unter</translation>
    </message>
    <message>
        <source>No event for</source>
        <translation>Kein Ereignis seit</translation>
    </message>
    <message>
        <source>An event waits for more than</source>
        <translation>Ein Ereignis wartet länger als</translation>
    </message>
    <message>
        <source>No answer from the server for</source>
        <translation>Keine Antwort vom Server seit</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>the site looked at</source>
        <translation>die angezeigte Website</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source> min</source>
        <comment>after a number</comment>
        <translation> min</translation>
    </message>
    <message>
        <source> s</source>
        <comment>after a number</comment>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Behind</name>
    <message>
        <source>lag unknown</source>
        <translation>Rückstand unbekannt</translation>
    </message>
    <message>
        <source>The ingest service was not asked yet</source>
        <translation>Der Annahmedienst wurde noch nicht gefragt</translation>
    </message>
    <message>
        <source>accepts nothing</source>
        <translation>nimmt nichts an</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <comment>a duration</comment>
        <translation>%1 zurück</translation>
    </message>
    <message>
        <source>%1 events are accepted and on disk, but not yet in these figures</source>
        <comment>a number, grouped</comment>
        <translation>%1 Ereignisse sind angenommen und gespeichert, aber noch nicht in diesen Zahlen</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::BreakdownModel</name>
    <message>
        <source>Events</source>
        <translation>Ereignisse</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::BreakdownPanel</name>
    <message>
        <source>Nothing in this time</source>
        <translation>Nichts in dieser Zeit</translation>
    </message>
    <message>
        <source>None like this</source>
        <translation>Nichts dergleichen</translation>
    </message>
    <message>
        <source>No country is known. To see countries, start footfall-server with --geoip FILE.</source>
        <translation>Kein Land ist bekannt. Für Länder footfall-server mit --geoip DATEI starten.</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ChangeLabel</name>
    <message>
        <source>unchanged %1</source>
        <translation>unverändert %1</translation>
    </message>
    <message>
        <source>up %1 %2</source>
        <translation>%1 mehr %2</translation>
    </message>
    <message>
        <source>down %1 %2</source>
        <translation>%1 weniger %2</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ConnectionBanner</name>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Connection problem</source>
        <translation>Verbindungsproblem</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ConnectionStatus</name>
    <message>
        <source>Connecting</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>as of %1 ago</source>
        <translation>Stand vor %1</translation>
    </message>
    <message>
        <source>When the stats service answered last</source>
        <translation>Wann der Statistikdienst zuletzt geantwortet hat</translation>
    </message>
    <message>
        <source>never heard</source>
        <translation>noch keine Antwort</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::CountList</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::EmptyState</name>
    <message>
        <source>No events yet</source>
        <translation>Noch keine Ereignisse</translation>
    </message>
    <message>
        <source>Send the first one, and its site appears here within a second:</source>
        <translation>Senden Sie das erste, und seine Website erscheint hier binnen einer Sekunde:</translation>
    </message>
    <message>
        <source>Command that sends a first event</source>
        <translation>Befehl, der ein erstes Ereignis sendet</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Export</name>
    <message>
        <source>Copied as a table</source>
        <translation>Als Tabelle kopiert</translation>
    </message>
    <message>
        <source>Copied as a picture</source>
        <translation>Als Bild kopiert</translation>
    </message>
    <message>
        <source>What was to be saved is no longer there</source>
        <translation>Was gesichert werden sollte, ist nicht mehr da</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Documents (*.pdf)</source>
        <translation>Dokumente (*.pdf)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gesichert als %1</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::FallbackTokens</name>
    <message>
        <source>%1 (%2)</source>
        <comment>where, why not in a keychain</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Fetch</name>
    <message>
        <source>it is over %1 MiB</source>
        <translation>sie ist größer als %1 MiB</translation>
    </message>
    <message>
        <source>no answer within %1 s</source>
        <translation>keine Antwort binnen %1 s</translation>
    </message>
    <message>
        <source>it does not know this token</source>
        <translation>er kennt dieses Token nicht</translation>
    </message>
    <message>
        <source>it needs a token</source>
        <translation>er verlangt ein Token</translation>
    </message>
    <message>
        <source>HTTP status %1</source>
        <translation>HTTP-Status %1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::FileTokens</name>
    <message>
        <source>%1: others may read it; its owner alone must (chmod 600)</source>
        <translation>%1: andere können sie lesen; nur der Eigentümer darf es (chmod 600)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: not a file of tokens of this version</source>
        <translation>%1: keine Token-Datei dieser Version</translation>
    </message>
    <message>
        <source>%1: its folder cannot be made</source>
        <translation>%1: der Ordner lässt sich nicht anlegen</translation>
    </message>
    <message>
        <source>as plain text in %1, which only you may read</source>
        <translation>als Klartext in %1, das nur Sie lesen können</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::FilterChip</name>
    <message>
        <source>All values</source>
        <translation>Alle Werte</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>dimension, value</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Only %1; press to see all</source>
        <translation>Nur %1; drücken, um alles zu sehen</translation>
    </message>
    <message>
        <source>Only %1. A click here, or Esc, shows all again.</source>
        <translation>Nur %1. Ein Klick hier, oder Esc, zeigt wieder alles.</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::HeaderBar</name>
    <message>
        <source>Footfall</source>
        <translation>Footfall</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Website</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>What the figures are set against</source>
        <translation>Womit die Zahlen verglichen werden</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare: %1</source>
        <translation>Vergleich: %1</translation>
    </message>
    <message>
        <source>Compared with nothing</source>
        <translation>Kein Vergleich</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Ask for new figures again</source>
        <translation>Wieder neue Zahlen holen</translation>
    </message>
    <message>
        <source>Ask for nothing new until you resume</source>
        <translation>Nichts Neues holen, bis es weitergeht</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::HealthLine</name>
    <message>
        <source>Well</source>
        <translation>In Ordnung</translation>
    </message>
    <message>
        <source>To be watched</source>
        <translation>Zu beobachten</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>Störung</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::KeychainTokens</name>
    <message>
        <source>this system has no keychain</source>
        <translation>dieses System hat keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>the system&apos;s keychain: %1</source>
        <translation>der Schlüsselbund des Systems: %1</translation>
    </message>
    <message>
        <source>in the system&apos;s keychain</source>
        <translation>im Schlüsselbund des Systems</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Legend</name>
    <message>
        <source>Legend: %1</source>
        <translation>Legende: %1</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::MainWindow</name>
    <message>
        <source>Footfall</source>
        <translation>Footfall</translation>
    </message>
    <message>
        <source>Refresh now</source>
        <translation>Jetzt aktualisieren</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Copied %1</source>
        <translation>%1 kopiert</translation>
    </message>
    <message>
        <source>%1 – Footfall</source>
        <translation>%1 – Footfall</translation>
    </message>
    <message>
        <source>No address of the ingest service is given</source>
        <translation>Keine Adresse des Annahmedienstes angegeben</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>noch nicht gefragt</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>Farben des Systems</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Save the window as PNG…</source>
        <translation>Fenster als PNG sichern…</translation>
    </message>
    <message>
        <source>Save the window as PDF…</source>
        <translation>Fenster als PDF sichern…</translation>
    </message>
    <message>
        <source>Alerts…</source>
        <translation>Benachrichtigungen…</translation>
    </message>
    <message>
        <source>Servers…</source>
        <translation>Server…</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Search a table; elsewhere, a site</source>
        <translation>In einer Tabelle suchen; sonst eine Website</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Realtime</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>Custom range</source>
        <translation>Eigener Zeitraum</translation>
    </message>
    <message>
        <source>Previous period</source>
        <translation>Vorheriger Zeitraum</translation>
    </message>
    <message>
        <source>Next period</source>
        <translation>Nächster Zeitraum</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Choose a site</source>
        <translation>Website wählen</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Change the comparison</source>
        <translation>Vergleich wechseln</translation>
    </message>
    <message>
        <source>Choose a time zone</source>
        <translation>Zeitzone wählen</translation>
    </message>
    <message>
        <source>Pause or resume</source>
        <translation>Anhalten oder fortsetzen</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Hell oder dunkel</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Show a chart as a table, or back</source>
        <translation>Diagramm als Tabelle zeigen, oder zurück</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::MinuteBars</name>
    <message>
        <source>Views a minute</source>
        <translation>Aufrufe je Minute</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::MinutesModel</name>
    <message>
        <source>HH:mm</source>
        <comment>format of a minute</comment>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>Minute</source>
        <translation>Minute</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::OverviewCards</name>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Events of the type page_view in this time.</source>
        <translation>Ereignisse der Art page_view in dieser Zeit.</translation>
    </message>
    <message>
        <source>Unique users</source>
        <translation>Eindeutige Nutzer</translation>
    </message>
    <message>
        <source>Distinct users of the whole time, exact, by events of any type. A visitor without a cookie is another user each UTC day.</source>
        <translation>Verschiedene Nutzer der ganzen Zeit, exakt, nach Ereignissen jeder Art. Ein Besucher ohne Cookie ist an jedem UTC-Tag ein anderer Nutzer.</translation>
    </message>
    <message>
        <source>Current visitors</source>
        <translation>Aktuelle Besucher</translation>
    </message>
    <message>
        <source>Views per user</source>
        <translation>Aufrufe je Nutzer</translation>
    </message>
    <message>
        <source>Views divided by unique users.</source>
        <translation>Aufrufe geteilt durch eindeutige Nutzer.</translation>
    </message>
    <message>
        <source>Users are counted for the whole site, not for one value alone.</source>
        <translation>Nutzer werden für die ganze Website gezählt, nicht für einen Wert allein.</translation>
    </message>
    <message>
        <source>not counted for one value</source>
        <translation>für einen Wert nicht gezählt</translation>
    </message>
    <message>
        <source>There were no users.</source>
        <translation>Es gab keine Nutzer.</translation>
    </message>
    <message>
        <source>all time: nothing before it</source>
        <translation>gesamte Zeit: nichts davor</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>nicht verglichen</translation>
    </message>
    <message>
        <source>vs. %1</source>
        <comment>what it is compared with</comment>
        <translation>ggü. %1</translation>
    </message>
    <message>
        <source>in the last five minutes</source>
        <translation>in den letzten fünf Minuten</translation>
    </message>
    <message>
        <source>vs. 0 in %1</source>
        <comment>what it is compared with</comment>
        <translation>ggü. 0: %1</translation>
    </message>
    <message>
        <source>Distinct users of the last five minutes, whatever time is looked at. The line is the views of each of the last 30 minutes, the change that of the views of five minutes.</source>
        <translation>Verschiedene Nutzer der letzten fünf Minuten, welche Zeit auch angezeigt wird. Die Linie zeigt die Aufrufe in jeder der letzten 30 Minuten, die Veränderung ist die der Aufrufe in fünf Minuten.</translation>
    </message>
    <message>
        <source>views vs. 5 minutes before</source>
        <translation>Aufrufe ggü. 5 Minuten davor</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::OverviewPage</name>
    <message>
        <source>Top paths</source>
        <translation>Häufigste Pfade</translation>
    </message>
    <message>
        <source>Referrers</source>
        <translation>Verweise</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>Kampagnen</translation>
    </message>
    <message>
        <source>Event types</source>
        <translation>Ereignisarten</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>Bots</translation>
    </message>
    <message>
        <source>Browsers</source>
        <translation>Browser</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Systeme</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Geräte</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Länder</translation>
    </message>
    <message>
        <source>The figures and the chart are of this value alone, the tables of the whole site</source>
        <translation>Zahlen und Diagramm nur für diesen Wert, die Tabellen für die ganze Website</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::PanelCard</name>
    <message>
        <source>Copy or save: %1</source>
        <translation>Kopieren oder sichern: %1</translation>
    </message>
    <message>
        <source>Copy or save</source>
        <translation>Kopieren oder sichern</translation>
    </message>
    <message>
        <source>Copy as table</source>
        <translation>Als Tabelle kopieren</translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation>Als Bild kopieren</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Als CSV sichern…</translation>
    </message>
    <message>
        <source>Save as PNG…</source>
        <translation>Als PNG sichern…</translation>
    </message>
    <message>
        <source>%1, as a table</source>
        <translation>%1, als Tabelle</translation>
    </message>
    <message>
        <source>Show as chart</source>
        <translation>Als Diagramm zeigen</translation>
    </message>
    <message>
        <source>Show as table</source>
        <translation>Als Tabelle zeigen</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Picker</name>
    <message>
        <source>Type any part</source>
        <translation>Einen Teil eingeben</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>None like this</source>
        <translation>Nichts dergleichen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::PipelineCharts</name>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Waiting events</source>
        <translation>Wartende Ereignisse</translation>
    </message>
    <message>
        <source>Oldest waiting</source>
        <translation>Ältestes wartet</translation>
    </message>
    <message>
        <source>Commit time</source>
        <translation>Schreibdauer</translation>
    </message>
    <message>
        <source>Events in</source>
        <translation>Eingang</translation>
    </message>
    <message>
        <source>Events out</source>
        <translation>Ausgang</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::PipelineHistoryModel</name>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Waiting events</source>
        <translation>Wartende Ereignisse</translation>
    </message>
    <message>
        <source>Oldest (s)</source>
        <translation>Ältestes (s)</translation>
    </message>
    <message>
        <source>Events in/s</source>
        <translation>Eingang/s</translation>
    </message>
    <message>
        <source>Events out/s</source>
        <translation>Ausgang/s</translation>
    </message>
    <message>
        <source>Commit (ms)</source>
        <translation>Schreibdauer (ms)</translation>
    </message>
    <message>
        <source>Refused by PostgreSQL</source>
        <translation>Von PostgreSQL abgewiesen</translation>
    </message>
    <message>
        <source>Rate-limited requests</source>
        <translation>Zu schnelle Anfragen</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::PipelinePage</name>
    <message>
        <source>Not counted</source>
        <translation>Nicht gezählt</translation>
    </message>
    <message>
        <source>From the sites into the numbers</source>
        <translation>Von den Websites in die Zahlen</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>of the last 24 hours</source>
        <translation>der letzten 24 Stunden</translation>
    </message>
    <message>
        <source>No worker was heard of in the last 24 hours</source>
        <translation>In den letzten 24 Stunden war von keinem Worker zu hören</translation>
    </message>
    <message>
        <source>Not known without the ingest service&apos;s address: give it under Servers, or by --ingest-url</source>
        <translation>Ohne die Adresse des Annahmedienstes nicht bekannt: geben Sie sie unter „Server“ an, oder mit --ingest-url</translation>
    </message>
    <message>
        <source>last 5 minutes</source>
        <translation>letzte 5 Minuten</translation>
    </message>
    <message>
        <source>%1. The queue is not known without the ingest service&apos;s address: give it under Servers, or by --ingest-url</source>
        <translation>%1. Die Warteschlange ist ohne die Adresse des Annahmedienstes nicht bekannt: geben Sie sie unter „Server“ an, oder mit --ingest-url</translation>
    </message>
    <message>
        <source>Invalid events</source>
        <translation>Ungültige Ereignisse</translation>
    </message>
    <message>
        <source>Refused with the reason since the ingest service&apos;s start</source>
        <translation>Mit Begründung abgewiesen seit dem Start des Annahmedienstes</translation>
    </message>
    <message>
        <source>Rate-limited requests</source>
        <translation>Zu schnelle Anfragen</translation>
    </message>
    <message>
        <source>Refused since the ingest service&apos;s start: their sender was too fast</source>
        <translation>Abgewiesen seit dem Start des Annahmedienstes: ihr Sender war zu schnell</translation>
    </message>
    <message>
        <source>Refused by PostgreSQL</source>
        <translation>Von PostgreSQL abgewiesen</translation>
    </message>
    <message>
        <source>Events that are kept in the table rejected_events, with the reason</source>
        <translation>Ereignisse, die mit dem Grund in der Tabelle rejected_events liegen</translation>
    </message>
    <message>
        <source>Nothing was heard of the pipeline yet</source>
        <translation>Von der Pipeline ist noch nichts bekannt</translation>
    </message>
    <message>
        <source>last 10 minutes</source>
        <translation>letzte 10 Minuten</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::RangeBar</name>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>90 days</source>
        <translation>90 Tage</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Monat</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>All ranges, and days of your own</source>
        <translation>Alle Zeiträume, und eigene Tage</translation>
    </message>
    <message>
        <source>Custom…</source>
        <translation>Eigene…</translation>
    </message>
    <message>
        <source>Range: %1</source>
        <translation>Zeitraum: %1</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::RangeDialog</name>
    <message>
        <source>&amp;From</source>
        <translation>&amp;Von</translation>
    </message>
    <message>
        <source>&amp;To, with that day</source>
        <translation>&amp;Bis, einschließlich</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Custom range</source>
        <translation>Eigener Zeitraum</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::RealtimePage</name>
    <message>
        <source>Distinct visitors with an event in the last five minutes</source>
        <translation>Verschiedene Besucher mit einem Ereignis in den letzten fünf Minuten</translation>
    </message>
    <message>
        <source>Current visitors</source>
        <translation>Aktuelle Besucher</translation>
    </message>
    <message>
        <source>in the last 5 minutes</source>
        <translation>in den letzten 5 Minuten</translation>
    </message>
    <message>
        <source>views in the last 30 minutes</source>
        <translation>Aufrufe in den letzten 30 Minuten</translation>
    </message>
    <message>
        <source>Views a minute</source>
        <translation>Aufrufe je Minute</translation>
    </message>
    <message>
        <source>last 30 minutes</source>
        <translation>letzte 30 Minuten</translation>
    </message>
    <message>
        <source>Pages people are on now, with views in the last 30 minutes</source>
        <translation>Seiten, auf denen jetzt jemand ist, mit Aufrufen in den letzten 30 Minuten</translation>
    </message>
    <message>
        <source>Pages people are on now</source>
        <translation>Seiten, auf denen jetzt jemand ist</translation>
    </message>
    <message>
        <source>No page was viewed in the last 30 minutes</source>
        <translation>In den letzten 30 Minuten wurde keine Seite aufgerufen</translation>
    </message>
    <message>
        <source>Current visitors: %1</source>
        <translation>Aktuelle Besucher: %1</translation>
    </message>
    <message>
        <source>Views in the last 30 minutes: %1</source>
        <translation>Aufrufe in den letzten 30 Minuten: %1</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
    <message>
        <source>Nothing was counted in this time</source>
        <translation>In dieser Zeit wurde nichts gezählt</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Screenshot</name>
    <message>
        <source>there is no site yet</source>
        <translation>es gibt noch keine Website</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>keine Antwort</translation>
    </message>
    <message>
        <source>No screenshot after %1 s: %2</source>
        <translation>Kein Bildschirmfoto nach %1 s: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::SearchField</name>
    <message>
        <source>/ search</source>
        <comment>the key, and what it does</comment>
        <translation>/ Suche</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Any part of a value; the key / comes here, Esc leaves</source>
        <translation>Ein Teil eines Wertes; die Taste / führt hierher, Esc zurück</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ServerDialog</name>
    <message>
        <source>Welcome to Footfall</source>
        <translation>Willkommen bei Footfall</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>Server hinzufügen</translation>
    </message>
    <message>
        <source>Edit server</source>
        <translation>Server bearbeiten</translation>
    </message>
    <message>
        <source>Where is your Footfall?</source>
        <translation>Wo ist Ihr Footfall?</translation>
    </message>
    <message>
        <source>The dashboard asks its stats service for figures. “footfall up” on this machine answers at the address below.</source>
        <translation>Das Dashboard holt die Zahlen von seinem Statistikdienst. „footfall up“ auf diesem Rechner antwortet unter der Adresse unten.</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>&amp;Stats service</source>
        <translation>&amp;Statistikdienst</translation>
    </message>
    <message>
        <source>&amp;Ingest service</source>
        <translation>&amp;Annahmedienst</translation>
    </message>
    <message>
        <source>without it, the queue is not shown</source>
        <translation>ohne ihn wird die Warteschlange nicht gezeigt</translation>
    </message>
    <message>
        <source>&amp;Token</source>
        <translation>&amp;Token</translation>
    </message>
    <message>
        <source>if the service wants one</source>
        <translation>falls der Dienst eines verlangt</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <source>Looking for its token…</source>
        <translation>Token wird gesucht…</translation>
    </message>
    <message>
        <source>A token is kept %1.</source>
        <translation>Ein Token wird %1 aufbewahrt.</translation>
    </message>
    <message>
        <source>Trying %1…</source>
        <translation>%1 wird versucht…</translation>
    </message>
    <message>
        <source>The token cannot be kept: %1</source>
        <translation>Das Token kann nicht aufbewahrt werden: %1</translation>
    </message>
    <message>
        <source>Keep it in a file instead, as plain text that only I may read</source>
        <translation>Stattdessen in einer Datei aufbewahren, als Klartext, den nur ich lesen kann</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ServerTest</name>
    <message>
        <source>No answer from %1: %2. See that footfall-server runs there, and that this is the port of its stats service.</source>
        <translation>Keine Antwort von %1: %2. Prüfen Sie, ob footfall-server dort läuft und dies der Port seines Statistikdienstes ist.</translation>
    </message>
    <message>
        <source>%1 is Footfall&apos;s ingest service; the stats service has a port of its own, 4000 by default.</source>
        <translation>%1 ist der Annahmedienst von Footfall; der Statistikdienst hat einen eigenen Port, üblicherweise 4000.</translation>
    </message>
    <message>
        <source>%1 answers, but it is no Footfall stats service.</source>
        <translation>%1 antwortet, ist aber kein Statistikdienst von Footfall.</translation>
    </message>
    <message>
        <source>Footfall %1 is there, but has no figures now: %2. It recovers by itself once that is mended.</source>
        <translation>Footfall %1 antwortet, hat aber gerade keine Zahlen: %2. Ist das behoben, geht es von selbst weiter.</translation>
    </message>
    <message>
        <source>Footfall %1 is there; it needs a token.</source>
        <translation>Footfall %1 antwortet; es verlangt ein Token.</translation>
    </message>
    <message>
        <source>Footfall %1 is there; it does not know this token.</source>
        <translation>Footfall %1 antwortet; es kennt dieses Token nicht.</translation>
    </message>
    <message>
        <source>Footfall %1 is there, but gives no figures: %2.</source>
        <translation>Footfall %1 antwortet, gibt aber keine Zahlen: %2.</translation>
    </message>
    <message>
        <source>Footfall %1 is there, but what it answers cannot be read: %2.</source>
        <translation>Footfall %1 antwortet, aber unleserlich: %2.</translation>
    </message>
    <message>
        <source>Footfall %1 is there; no event has come in yet.</source>
        <translation>Footfall %1 antwortet; noch ist kein Ereignis eingegangen.</translation>
    </message>
    <message>
        <source>Footfall %1 is there. Its sites: %2.</source>
        <translation>Footfall %1 antwortet. Websites: %2.</translation>
    </message>
    <message>
        <source>%1 But no answer from its ingest service, %2: %3. Without it nobody knows how far behind the numbers are.</source>
        <translation>%1 Aber der Annahmedienst %2 antwortet nicht: %3. Ohne ihn weiß niemand, wie weit die Zahlen zurückliegen.</translation>
    </message>
    <message>
        <source>%1 But %2 is a stats service; the ingest service has a port of its own, 3000 by default.</source>
        <translation>%1 Aber %2 ist ein Statistikdienst; der Annahmedienst hat einen eigenen Port, üblicherweise 3000.</translation>
    </message>
    <message>
        <source>%1 But %2 is no Footfall ingest service.</source>
        <translation>%1 Aber %2 ist kein Annahmedienst von Footfall.</translation>
    </message>
    <message>
        <source>%1 But it accepts no events now: %2.</source>
        <translation>%1 Aber er nimmt gerade keine Ereignisse an: %2.</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ServersDialog</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Tokens are kept %1.</source>
        <translation>Token werden %1 aufbewahrt.</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a server&apos;s name and address</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::SessionTokens</name>
    <message>
        <source>in memory, until the dashboard is closed</source>
        <translation>im Arbeitsspeicher, bis das Dashboard geschlossen wird</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::ShortcutList</name>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Sidebar</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Realtime</source>
        <translation>Echtzeit</translation>
    </message>
    <message>
        <source>Pipeline</source>
        <translation>Pipeline</translation>
    </message>
    <message>
        <source>? Shortcuts</source>
        <translation>? Tastenkürzel</translation>
    </message>
    <message>
        <source>Server: %1</source>
        <translation>Server: %1</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::SitesModel</name>
    <message>
        <source>last event %1 UTC</source>
        <translation>letztes Ereignis %1 UTC</translation>
    </message>
    <message>
        <source>no event yet</source>
        <translation>noch kein Ereignis</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Since midnight UTC</source>
        <translation>Seit Mitternacht UTC</translation>
    </message>
    <message>
        <source>Sites today</source>
        <translation>Websites heute</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Users</source>
        <translation>Nutzer</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::SmallChart</name>
    <message>
        <source>–</source>
        <comment>unknown</comment>
        <translation>–</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>a value at a time</comment>
        <translation>%1 um %2</translation>
    </message>
    <message>
        <source>No data.</source>
        <translation>Keine Daten.</translation>
    </message>
    <message>
        <source>Newest %1; lowest %2, highest %3.</source>
        <translation>Neuester %1; niedrigster %2, höchster %3.</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Sparkline</name>
    <message>
        <source>Recent course</source>
        <translation>Jüngster Verlauf</translation>
    </message>
    <message>
        <source>From %1 to %2</source>
        <translation>Von %1 auf %2</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::StatCard</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch nicht bekannt</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::TimeChart</name>
    <message>
        <source>Nothing was counted in this time</source>
        <translation>In dieser Zeit wurde nichts gezählt</translation>
    </message>
    <message>
        <source>Zoomed: double click or Esc shows all</source>
        <translation>Vergrößert: Doppelklick oder Esc zeigt alles</translation>
    </message>
    <message>
        <source>%1, so far</source>
        <translation>%1, bisher</translation>
    </message>
    <message>
        <source>–</source>
        <comment>unknown</comment>
        <translation>–</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::TimeseriesModel</name>
    <message>
        <source>The time before has no such part</source>
        <translation>Die Zeit davor hat keinen solchen Teil</translation>
    </message>
    <message>
        <source>Unique users are counted for the whole site, not for one value alone</source>
        <translation>Eindeutige Nutzer werden für die ganze Website gezählt, nicht für einen Wert allein</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>format of a month</comment>
        <translation>MMMM yyyy</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>format of a day with its weekday</comment>
        <translation>ddd d. MMM yyyy</translation>
    </message>
    <message>
        <source>ddd d MMM, HH:mm</source>
        <comment>format of an hour</comment>
        <translation>ddd d. MMM, HH:mm</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>time, offset</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Unique users</source>
        <translation>Eindeutige Nutzer</translation>
    </message>
    <message>
        <source>Views before</source>
        <translation>Aufrufe davor</translation>
    </message>
    <message>
        <source>Unique users before</source>
        <translation>Eindeutige Nutzer davor</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::TrafficPanel</name>
    <message>
        <source>by hour</source>
        <translation>nach Stunden</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>nach Tagen</translation>
    </message>
    <message>
        <source>by week</source>
        <translation>nach Wochen</translation>
    </message>
    <message>
        <source>by month</source>
        <translation>nach Monaten</translation>
    </message>
    <message>
        <source>by itself</source>
        <comment>the width of a chart&apos;s buckets</comment>
        <translation>von selbst</translation>
    </message>
    <message>
        <source>Views and unique users</source>
        <translation>Aufrufe und eindeutige Nutzer</translation>
    </message>
    <message>
        <source>How much time a point stands for</source>
        <translation>Für wie viel Zeit ein Punkt steht</translation>
    </message>
    <message>
        <source>Interval: %1</source>
        <translation>Intervall: %1</translation>
    </message>
    <message>
        <source>Nothing was counted in this time</source>
        <translation>In dieser Zeit wurde nichts gezählt</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::Tray</name>
    <message>
        <source>Show Footfall</source>
        <translation>Footfall zeigen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>footfall::dashboard::WorkersModel</name>
    <message>
        <source>idle</source>
        <translation>untätig</translation>
    </message>
    <message>
        <source>writing</source>
        <translation>schreibt</translation>
    </message>
    <message>
        <source>waiting for PostgreSQL</source>
        <translation>wartet auf PostgreSQL</translation>
    </message>
    <message>
        <source>not heard for 10 s</source>
        <translation>seit 10 s nicht gehört</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>It has committed nothing yet</source>
        <translation>Er hat noch nichts geschrieben</translation>
    </message>
    <message>
        <source>Over the last 10 s</source>
        <translation>Über die letzten 10 s</translation>
    </message>
    <message>
        <source>How long its last transaction took</source>
        <translation>Wie lange seine letzte Transaktion gedauert hat</translation>
    </message>
    <message>
        <source>Worker</source>
        <translation>Worker</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>Zuletzt geschrieben</translation>
    </message>
    <message>
        <source>Events/s</source>
        <translation>Ereignisse/s</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Dauer</translation>
    </message>
</context>
</TS>
