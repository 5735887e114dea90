#pragma once

#include "dashboard/servers/server.h"
#include "dashboard/servers/servertest.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace footfall::dashboard {

class HealthLine;
class TokenStore;

// Asks for a server: its addresses, its token, its name. What is typed is tried at once, and one
// sentence says what is right or wrong. Blocks nothing; closes itself.
class ServerDialog : public QDialog {
    Q_OBJECT
public:
    enum class Purpose {
        FirstRun, // without a name; only what answers is taken
        Add,
        Edit, // one that does not answer now may be kept, too
    };

    // `server`: what the fields begin with; its token is read from `tokens`, which outlives this.
    // `others`: whose names are taken.
    ServerDialog(Purpose purpose, const Server &server, const QList<Server> &others, TokenStore &tokens,
        const Fetch::Limits &limits = {}, QWidget *parent = nullptr);

signals:
    void chosen(const footfall::dashboard::Server &server); // whose token is kept by then

private:
    void layOut();
    void addField(QFormLayout &form, QLineEdit &edit, const QString &name, const QString &label);
    void readToken();
    void followAddress();
    void showWhereabouts();
    Result<Server> typed() const;
    QByteArray token() const;
    void typedSomething();
    void tryIt();
    void take(ServerTest::Outcome outcome, const QString &sentence);
    void keep();

    Purpose m_purpose;
    Server m_before;
    QList<Server> m_others;
    TokenStore &m_tokens;
    QString m_keptToken; // of the address that the fields began with
    bool m_isElsewhere = false; // another address is typed
    ServerTest m_test;
    QTimer m_pause; // until it is tried: while somebody types, an address is wrong most of the time

    QLineEdit *m_name;
    QLineEdit *m_stats;
    QLineEdit *m_ingest;
    QLineEdit *m_token;
    QLabel *m_whereabouts;
    QCheckBox *m_inFile;
    HealthLine *m_finding;
    QPushButton *m_ok;
};

}
