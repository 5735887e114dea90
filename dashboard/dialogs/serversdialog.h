#pragma once

#include "dashboard/client/fetch.h"
#include "dashboard/servers/server.h"

#include <QDialog>

class QLabel;
class QListWidget;
class QPushButton;
class QSettings;

namespace footfall::dashboard {

class TokenStore;

// The servers by name: add, edit (and so rename), remove, connect. What changes is in `settings`
// at once. Blocks nothing; closes itself.
class ServersDialog : public QDialog {
    Q_OBJECT
public:
    // `current`: the one that the window is connected to. Settings and tokens outlive this.
    ServersDialog(const Server &current, QSettings &settings, TokenStore &tokens, const Fetch::Limits &limits = {},
        QWidget *parent = nullptr);

signals:
    void connectWanted(const footfall::dashboard::Server &server);
    void edited(const footfall::dashboard::Server &before, const footfall::dashboard::Server &after); // the token may be another, too

private:
    void layOut();
    void fill(const QString &chosenName);
    void follow(); // the row that is chosen
    std::optional<Server> chosen() const;
    void add();
    void edit();
    void remove();
    void connectToChosen();
    void forgetToken(const QUrl &service); // if nobody will ask for it again

    Server m_current;
    QSettings &m_settings;
    TokenStore &m_tokens;
    Fetch::Limits m_limits;
    QList<Server> m_servers;
    QListWidget *m_list;
    QLabel *m_whereabouts;
    QPushButton *m_edit = nullptr;
    QPushButton *m_remove = nullptr;
    QPushButton *m_connect = nullptr;
};

}
